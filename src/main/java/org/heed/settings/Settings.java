package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All an institution can set, {@code heed.*}; its components are the names there are.
 *
 * @param senders the institution's SMS numbers
 * @param lease PostgreSQL: how long a silent run counts as alive; at least a second
 * @param pricePerSegment what one segment of a text costs, such as {@code 0.0083 USD}; null: no
 *     costs are told
 * @param patience how long to wait for another process; null: as long as the lease
 */
public record Settings(
    @DefaultValue("./heed-data") String home,
    @DefaultValue("./jobs") String jobs,
    @Nullable String name,
    @DefaultValue("US") String country,
    @Nullable ZoneId timeZone,
    @DefaultValue List<Senders.Entry> senders,
    @Nullable String gateway,
    @DefaultValue GatewaySettings.Twilio twilio,
    @DefaultValue("30s") Duration lease,
    @Nullable Duration patience,
    @Nullable String pricePerSegment,
    @DefaultValue ConsentSettings consent,
    @DefaultValue DeliverySettings delivery,
    @Name("import") @DefaultValue ImportSettings imports,
    @DefaultValue MailSettings mail,
    @DefaultValue FileSettings files,
    @DefaultValue ReportSettings report,
    @DefaultValue StorageSettings storage) {

  /**
   * A home's name goes into a JDBC URL and into a pattern, where some characters mean something.
   */
  private static final Pattern HOME =
      Pattern.compile("(?!~)(?!.* $)[\\p{L}\\p{M}\\p{N} ._+=@,()'&!#~/:\\\\-]+");

  public Settings {
    unless(
        HOME.matcher(home).matches() && closed(home),
        "heed.home",
        '"' + home.replaceAll("\\p{Cntrl}", " ") + '"',
        "a folder whose name has letters, digits, spaces and . - _ + = @ , ( ) ' & ! # alone, each"
            + " ( with its ), and no space at its end");
    unless(
        PhoneNumbers.isCountry(country),
        "heed.country",
        '"' + country.replaceAll("\\p{Cntrl}", " ") + '"',
        "a country's two letters, such as US");
    unless(
        isBlank(pricePerSegment) || Price.read(String.valueOf(pricePerSegment), country) != null,
        "heed.price-per-segment",
        String.valueOf(pricePerSegment),
        "a price such as 0.0083, or 0.0083 USD");
    unless(
        lease.toSeconds() >= 1, "heed.lease", lease.toMillis() + " ms", "at least 1s, such as 30s");
  }

  /**
   * Whether each parenthesis has its other one: a pattern of the log's cannot have it otherwise.
   */
  private static boolean closed(String home) {
    String left = home.replaceAll("[^()]", "");
    while (left.contains("()")) {
      left = left.replace("()", "");
    }
    return left.isEmpty();
  }

  /** What one segment of a text costs; null: not set. */
  public @Nullable Price price() {
    return isBlank(pricePerSegment) ? null : Price.read(String.valueOf(pricePerSegment), country);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /**
   * Reads them; nothing else has to run for that.
   *
   * @throws ConfigurationProblem for a name there is not, or a value that cannot be worked with
   * @throws BindException for a value of another type
   */
  public static Settings of(ConfigurableEnvironment environment) {
    MissingValues.check(environment);
    UnknownSettings.check(environment);
    ConfigurationPropertySources.attach(environment);
    try {
      return Binder.get(environment)
          .bindOrCreate("heed", Bindable.of(Settings.class), new UnknownSettings.Strictly());
    } catch (BindException e) {
      if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
        throw UnknownSettings.problem(unknown);
      }
      throw e;
    }
  }

  /** Gives others what they take of it, and where the database is, each of another type. */
  public void register(ConfigurableEnvironment environment, SingletonBeanRegistry beans) {
    ZoneId zone = timeZone == null ? ZoneId.systemDefault() : timeZone;
    PhoneNumbers numbers = new PhoneNumbers(country);
    Stream.of(
            this,
            DatabaseSettings.of(environment),
            new Institution(Path.of(home).normalize(), zone, name),
            numbers,
            new Senders(senders, numbers),
            new GatewaySettings(gateway, twilio),
            consent,
            delivery,
            imports,
            mail,
            files,
            report,
            storage)
        .forEach(part -> beans.registerSingleton(part.getClass().getSimpleName(), part));
  }
}
