package org.heed.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of Spring's own settings, as its libraries list them. */
final class SpringNames {
  private static final String LISTS = "META-INF/spring-configuration-metadata.json";

  private final Set<String> names = new HashSet<>();
  private final Set<String> maps = new HashSet<>();
  private final UnaryOperator<String> plain;

  /**
   * @param plain what is compared of a name
   */
  SpringNames(UnaryOperator<String> plain) {
    this.plain = plain;
    try {
      for (URL list : Collections.list(SpringNames.class.getClassLoader().getResources(LISTS))) {
        try (InputStream in = list.openStream()) {
          JsonMapper.shared().readTree(in).path("properties").forEach(this::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(JsonNode property) {
    String name = plain.apply(property.path("name").asString());
    String type = property.path("type").asString("");
    names.add(name);
    if (List.of("java.util.Map", "java.util.Properties").contains(type.split("<", 2)[0])
        || type.isEmpty()) {
      maps.add(name + ".");
    }
  }

  boolean knows(String name) {
    String given = plain.apply(name);
    return names.contains(given) || maps.stream().anyMatch(given::startsWith);
  }
}
