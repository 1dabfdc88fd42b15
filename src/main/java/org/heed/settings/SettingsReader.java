package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.mail.autoconfigure.MailProperties;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Reads the settings once, before the first log line and the first bean, which take their part. */
public final class SettingsReader implements EnvironmentPostProcessor, Ordered {

  /** Made by Spring Boot. */
  public SettingsReader() {}

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Settings settings = Settings.of(environment);
    checkMail(environment);
    List<ApplicationContextInitializer<?>> all = new ArrayList<>(application.getInitializers());
    // First, for the others may ask for them.
    all.add(0, context -> settings.register(environment, context.getBeanFactory()));
    application.setInitializers(all);
  }

  /**
   * The settings as an application finds them, without one.
   *
   * @param typed on the command line, such as {@code --heed.home=DIR}
   */
  public static ConfigurableEnvironment read(List<String> typed) {
    SettingsFiles.check();
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource(typed.toArray(String[]::new)));
    if (environment.containsProperty("SPRING_APPLICATION_JSON")
        || environment.containsProperty("spring.application.json")) {
      new SpringApplicationJsonEnvironmentPostProcessor()
          .postProcessEnvironment(environment, new SpringApplication());
    }
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    checkMail(environment);
    return environment;
  }

  /** Told now, and not when the first mail is to go out. */
  private static void checkMail(ConfigurableEnvironment environment) {
    MailProperties mail =
        Binder.get(environment)
            .bind("spring.mail", MailProperties.class)
            .orElseGet(MailProperties::new);
    String host = mail.getHost() == null ? "" : mail.getHost();
    unless(
        host.chars().noneMatch(Character::isWhitespace),
        "spring.mail.host",
        host,
        "the name of a mail server");
    Integer port = mail.getPort();
    if (port != null) {
      unless(port > 0 && port <= 0xFFFF, "spring.mail.port", port, "1 to 65535");
    }
  }
}
