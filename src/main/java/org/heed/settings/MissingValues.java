package org.heed.settings;

import java.util.Locale;
import org.heed.address.ConfigurationProblem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Refuses a <code>${...}</code> that nothing stands for: left as it is, it would be used to the
 * letter, as a password for example.
 */
final class MissingValues {

  private MissingValues() {}

  static void check(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          if (isRead(source, name) && listed.getProperty(name) instanceof CharSequence value) {
            check(environment, name, value.toString());
          }
        }
      }
    }
  }

  /** The environment of a process is full of what is not for us. */
  private static boolean isRead(PropertySource<?> source, String name) {
    return switch (source.getName()) {
      case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
          name.toLowerCase(Locale.ROOT).matches("(heed|spring)[._].*");
      default -> true;
    };
  }

  private static void check(ConfigurableEnvironment environment, String name, String value) {
    if (!value.contains("${")) {
      return;
    }
    if (value.lastIndexOf("${") > value.lastIndexOf('}')) {
      throw new ConfigurationProblem(name + ": found ${ without an end");
    }
    try {
      environment.resolveRequiredPlaceholders(value);
    } catch (PlaceholderResolutionException e) {
      // The rest of the value may be a secret.
      throw new ConfigurationProblem(
          name
              + ": found ${"
              + e.getPlaceholder()
              + "}, and neither a setting nor an environment variable has this name");
    } catch (IllegalArgumentException e) {
      throw new ConfigurationProblem(name + ": found ${ without an end or in a circle");
    }
  }
}
