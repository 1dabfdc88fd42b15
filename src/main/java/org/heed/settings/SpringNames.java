package org.heed.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.words.Nearest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of Spring's own settings, as its libraries list them. */
final class SpringNames {
  private static final String LISTS = "META-INF/spring-configuration-metadata.json";

  private final Map<String, String> names = new HashMap<>();
  private final Set<String> maps = new HashSet<>();

  SpringNames() {
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
    String name = property.path("name").asString();
    String type = property.path("type").asString("");
    names.put(Nearest.plain(name), name);
    if (List.of("java.util.Map", "java.util.Properties").contains(type.split("<", 2)[0])
        || type.isEmpty()) {
      maps.add(Nearest.plain(name) + ".");
    }
  }

  Collection<String> all() {
    return names.values();
  }

  boolean knows(String name) {
    String given = Nearest.plain(name);
    return names.containsKey(given) || maps.stream().anyMatch(given::startsWith);
  }
}
