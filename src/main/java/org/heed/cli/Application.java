package org.heed.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.heed.HeedApplication;
import org.heed.schedule.JobFiles;
import org.heed.storage.DatabaseHold;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The application, started for one command. */
final class Application implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Application(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts everything; the embedded database is held from here on.
   *
   * @param purpose what the database is held for, made from the settings before anything starts
   */
  static Application start(
      Heed heed, Function<ConfigurableEnvironment, Map<String, Object>> purpose) {
    SpringApplication application = new SpringApplication(HeedApplication.class);
    application.addInitializers(
        target -> {
          ConfigurableEnvironment settings = target.getEnvironment();
          settings
              .getPropertySources()
              .addFirst(new MapPropertySource("command", purpose.apply(settings)));
        });
    return run(application, heed);
  }

  /** Reads the settings and starts nothing. */
  static Application settings(Heed heed) {
    SpringApplication application = new SpringApplication(SettingsOnly.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    return run(application, heed);
  }

  private static Application run(SpringApplication application, Heed heed) {
    // Ending closes it: Spring's own hook would take the database away from a run that ends.
    application.setRegisterShutdownHook(false);
    return new Application(application.run(heed.settings().toArray(String[]::new)));
  }

  static JobFiles jobFiles(ConfigurableEnvironment settings) {
    return new JobFiles(Path.of(settings.getProperty("heed.jobs", "./jobs")));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  ConfigurableEnvironment environment() {
    return context.getEnvironment();
  }

  @Override
  public void close() {
    context.getBeanProvider(DatabaseHold.class).ifAvailable(DatabaseHold::release);
    context.close();
  }

  /** No beans. */
  static final class SettingsOnly {}
}
