package org.heed.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ResourceUtils;

/**
 * Makes the log's folder before the log does, readable by its owner only. A run does not depend on
 * its log: where that cannot be written, it goes on without.
 */
public final class LogFolder implements EnvironmentPostProcessor, Ordered {
  private static final String CONFIGURATION = "logging.config";

  /** Made by Spring Boot. */
  public LogFolder() {}

  /** After the settings are known to be right. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Path home = Path.of(environment.getProperty("heed.home", "./heed-data"));
    Path logs = new Folders(home).folder("logs");
    check(environment);
    try (OutputStream log =
        Files.newOutputStream(
            logs.resolve("heed.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      log.flush();
      ownerOnly(logs);
    } catch (IOException e) {
      if (!environment.containsProperty(CONFIGURATION)) {
        tell(
            e instanceof FileSystemException system ? logs + ": " + system.getReason() : logs + "");
        environment
            .getPropertySources()
            .addFirst(
                new MapPropertySource(
                    "no log", Map.of(CONFIGURATION, "classpath:logback-console.xml")));
      }
    }
  }

  /** The log, and those it was before; who reads the folder is known already. */
  private static void ownerOnly(Path logs) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "heed*.log*")) {
      files.forEach(Folders::ownerOnly);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Looks whether the log can be configured.
   *
   * @throws ConfigurationProblem when that is as a file says that is not there
   */
  public static void check(ConfigurableEnvironment environment) {
    String given = environment.getProperty(CONFIGURATION);
    if (given != null) {
      try (InputStream there = ResourceUtils.getURL(given).openStream()) {
        there.read();
      } catch (IOException e) {
        throw new ConfigurationProblem(
            CONFIGURATION + ": found " + given + ", expected a file that can be read");
      }
    }
  }

  static void tell(@Nullable String why) {
    System.err.println("heed: the log cannot be written, the run goes on without: " + why);
  }
}
