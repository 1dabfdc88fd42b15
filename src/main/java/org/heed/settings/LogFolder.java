package org.heed.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.heed.address.ConfigurationProblem;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes the log's folder before the log does, readable by its owner only. */
public final class LogFolder implements EnvironmentPostProcessor, Ordered {

  /** Made by Spring Boot. */
  public LogFolder() {}

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Path logs = Path.of(environment.getProperty("heed.home", "./heed-data"), "logs");
    try {
      if (Files.isDirectory(logs)) {
        return;
      }
      if (logs.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            logs,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(logs);
      }
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "heed.home: the folder " + logs + " cannot be made: " + e.getMessage());
    }
  }
}
