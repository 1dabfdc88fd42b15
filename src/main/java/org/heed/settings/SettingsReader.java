package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
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
  private static final String SMTP = "mail.smtp.";

  /** What the mail library knows. */
  private static final Pattern SMTP_NAMES =
      Pattern.compile(
          "user|host|port|(?:connection|write)?timeout|from|local(?:host|address|port)|ehlo|auth"
              + "|auth\\.(?:mechanisms|(?:login|plain|digest-md5|ntlm|xoauth2)\\.(?:disable|two\\.line"
              + "\\.authentication\\.format)|ntlm\\.(?:domain|flags))|submitter|dsn\\.(?:notify|ret)"
              + "|allow8bitmime|sendpartial|sasl\\.\\w+|quitwait|quitonsessionreject|reportsuccess"
              + "|socketFactory(?:\\.(?:class|fallback|port))?|starttls\\.(?:enable|required)"
              + "|(?:proxy|socks)\\.(?:host|port|user|password)|mailextension|userset|noop\\.strict"
              + "|ssl\\.(?:enable|checkserveridentity|trust|protocols|ciphersuites|hostnameverifier"
              + "(?:\\.class)?|socketFactory(?:\\.(?:class|port))?)|executor|usesocketchannels");

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

  /** A misspelt one is read by nobody: who asked for encryption would not have it. */
  private static void checkSmtp(String name) {
    if (name.startsWith(SMTP) && !SMTP_NAMES.matcher(name.substring(SMTP.length())).matches()) {
      throw new ConfigurationProblem(
          "spring.mail.properties." + name + ": there is no such setting of mail");
    }
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
    mail.getProperties().keySet().forEach(SettingsReader::checkSmtp);
    Integer port = mail.getPort();
    if (port != null) {
      unless(port > 0 && port <= 0xFFFF, "spring.mail.port", port, "1 to 65535");
    }
  }
}
