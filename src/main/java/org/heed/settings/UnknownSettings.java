package org.heed.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Refuses a misspelled setting: overlooked, it would leave the default in force without a word. */
public final class UnknownSettings implements EnvironmentPostProcessor, Ordered {
  static final List<String> KNOWN =
      List.of(
          "heed.command",
          "heed.consent.default-phone-type",
          "heed.consent.default-status",
          "heed.consent.holidays",
          "heed.consent.learn-from-replies",
          "heed.consent.new-phone-inherits",
          "heed.consent.opt-in-keywords",
          "heed.consent.opt-out-keywords",
          "heed.consent.plain-refusal",
          "heed.country",
          "heed.delivery.backoff",
          "heed.delivery.concurrency",
          "heed.delivery.max-attempts",
          "heed.delivery.opt-out-line",
          "heed.delivery.pause-at-opt-outs",
          "heed.delivery.proof-after",
          "heed.delivery.quiet-hours",
          "heed.gateway",
          "heed.home",
          "heed.import.max-rejected",
          "heed.import.unchanged-for",
          "heed.jobs",
          "heed.lease",
          "heed.mail.deadline",
          "heed.mail.from",
          "heed.mail.give-up-after",
          "heed.mail.operators",
          "heed.mail.reply-to",
          "heed.mail.staff",
          "heed.name",
          "heed.patience",
          "heed.report.max-attachment",
          "heed.report.zip-passphrase",
          "heed.senders.messages-per-second",
          "heed.senders.name",
          "heed.senders.number",
          "heed.storage.backups",
          "heed.storage.min-free",
          "heed.time-zone",
          "heed.twilio.account-sid",
          "heed.twilio.api-key",
          "heed.twilio.api-secret",
          "heed.twilio.auth-token",
          "heed.twilio.base-url",
          "heed.twilio.messaging-service-sid");

  private static final List<String> ROOTS = List.of("heed", "spring", "logging");
  private static final String COMMAND_LINE = "commandLineArgs";
  private static final String CONFIG_FILE = "Config resource";
  private static final String OUR_DEFAULTS = "class path resource [application.yml]";

  /** Made by Spring Boot. */
  public UnknownSettings() {}

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    List<String> springs = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      String from = source.getName();
      boolean ours = !from.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
      if (ours && source instanceof EnumerablePropertySource<?> listed) {
        boolean typed =
            from.equals(COMMAND_LINE)
                || (from.startsWith(CONFIG_FILE) && !from.contains(OUR_DEFAULTS));
        for (String name : listed.getPropertyNames()) {
          if (name.startsWith("heed.")) {
            check(name);
          } else if (typed) {
            checkRoot(name);
            springs.add(name);
          }
        }
      }
    }
    checkSpring(springs);
  }

  private static void checkSpring(List<String> given) {
    List<String> springs = given.stream().filter(name -> name.startsWith("spring.")).toList();
    if (!springs.isEmpty()) {
      SpringNames names = new SpringNames(UnknownSettings::plain);
      for (String name : springs) {
        if (!names.knows(name)) {
          throw new ConfigurationProblem(
              name + ": there is no such setting, expected one of Spring Boot's");
        }
      }
    }
  }

  private static void checkRoot(String name) {
    String root = name.split("[.\\[]", 2)[0];
    for (String known : ROOTS) {
      if (!root.equals(known) && isNear(root.toLowerCase(Locale.ROOT), known)) {
        throw new ConfigurationProblem(
            name + ": there is no such setting, expected one that begins with " + known + ".");
      }
    }
  }

  /** One letter too many, too few, exchanged or another. */
  static boolean isNear(String typed, String known) {
    int same = 0;
    int shorter = Math.min(typed.length(), known.length());
    while (same < shorter && typed.charAt(same) == known.charAt(same)) {
      same++;
    }
    String rest = typed.substring(same);
    String due = known.substring(same);
    return rest.equals(due)
        || (!rest.isEmpty() && rest.substring(1).equals(due))
        || (!due.isEmpty() && due.substring(1).equals(rest))
        || (!rest.isEmpty() && !due.isEmpty() && rest.substring(1).equals(due.substring(1)))
        || (rest.length() > 1
            && due.length() > 1
            && rest.charAt(0) == due.charAt(1)
            && rest.charAt(1) == due.charAt(0)
            && rest.substring(2).equals(due.substring(2)));
  }

  private static void check(String name) {
    String plain = plain(name);
    if (KNOWN.stream().noneMatch(known -> plain(known).equals(plain))) {
      String group = name.substring(0, name.lastIndexOf('.') + 1).replaceAll("\\[\\d+]", "");
      List<String> near =
          KNOWN.stream().filter(known -> known.startsWith(group)).collect(Collectors.toList());
      throw new ConfigurationProblem(
          name
              + ": there is no such setting, expected one of "
              + String.join(", ", near.isEmpty() ? KNOWN : near));
    }
  }

  /** Without case, dashes and list positions, as Spring Boot compares names. */
  private static String plain(String name) {
    ConfigurationPropertyName given = ConfigurationPropertyName.adapt(name, '.');
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < given.getNumberOfElements(); i++) {
      if (!given.isNumericIndex(i)) {
        plain.append('.').append(given.getElement(i, Form.UNIFORM));
      }
    }
    return plain.toString();
  }
}
