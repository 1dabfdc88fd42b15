package org.heed.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses settings that are there and would not be read: without them everything goes to the
 * sandbox.
 */
final class SettingsFiles implements EnvironmentPostProcessor, Ordered {
  private static final Pattern READ = Pattern.compile("application.*\\.(ya?ml|properties)");
  private static final Pattern NEARLY =
      Pattern.compile("(?i)app?lication[^.]*\\.(ya?ml|properties)(\\.txt)?");

  /** Made by Spring Boot. */
  public SettingsFiles() {}

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    check();
  }

  static void check() {
    check(Path.of("."));
    check(Path.of("config"));
  }

  /** Spring reads such a file in ISO 8859-1, and hardly anybody writes it so. */
  private static void checkProperties(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    long line = text.lines().takeWhile(one -> one.chars().allMatch(c -> c < 0x80)).count() + 1;
    if (line <= text.lines().count()) {
      throw new ConfigurationProblem(
          "%s, line %d: found a letter that is not ASCII, expected it as \\u00fc, or config/application.yml in UTF-8"
              .formatted(file, line));
    }
    try {
      new Properties().load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationProblem(file + ": found a \\u without its four digits");
    }
  }

  static void check(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> NEARLY.matcher(name).matches())
              .toList();
      List<String> read = names.stream().filter(name -> READ.matcher(name).matches()).toList();
      for (String name : read) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
          throw new ConfigurationProblem(file + ": found what cannot be read, expected a file");
        }
        if (name.endsWith(".properties")) {
          checkProperties(file);
        }
      }
      if (read.isEmpty() && !names.isEmpty()) {
        throw new ConfigurationProblem(
            folder.resolve(names.get(0)) + " is not read, expected the name application.yml");
      }
    } catch (IOException e) {
      throw new ConfigurationProblem(folder + ": the settings in it cannot be read: " + e);
    }
  }
}
