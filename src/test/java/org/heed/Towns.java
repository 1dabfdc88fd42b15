package org.heed;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@link Town} on each database, started when a test class first needs it and kept for it. */
@NullUnmarked
public final class Towns implements AfterAllCallback {
  private final Map<TestDatabase, Town> towns = new EnumMap<>(TestDatabase.class);
  private final String[] properties;

  public Towns(String... properties) {
    this.properties = properties;
  }

  /** The town at noon of the next day. */
  public Town on(TestDatabase database, Path home) {
    return towns
        .computeIfAbsent(database, one -> new Town(one, home.resolve(one.name()), properties))
        .nextDay();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    towns.values().forEach(Town::close);
    towns.clear();
  }
}
