package org.heed.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** Reads {@code application.yml} in the place of Spring Boot's own reader, each value as typed. */
final class PlainYamlLoader implements PropertySourceLoader, Ordered {

  /** Made by Spring Boot. */
  public PlainYamlLoader() {}

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public String[] getFileExtensions() {
    return new String[] {"yml", "yaml"};
  }

  @Override
  public List<PropertySource<?>> load(String name, Resource resource) {
    List<PropertySource<?>> sources = new ArrayList<>();
    for (Map<String, Object> document : PlainYaml.properties(resource)) {
      sources.add(new MapPropertySource(name + " (document #" + sources.size() + ")", document));
    }
    return sources;
  }
}
