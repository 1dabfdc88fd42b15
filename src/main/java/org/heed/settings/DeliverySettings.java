package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the night's texts are sent.
 *
 * @param concurrency texts in flight at once, 1 to 1,000
 * @param quietHours in which no text goes out, where the recipient is (R7); {@code off}: none
 * @param optOutLine ends the first text a phone gets from a sender (R8); {@code false}: none
 * @param maxAttempts how often a text that was surely not processed is tried in one run (R6)
 * @param pauseAtOptOuts the share of texts whose opt-outs pause a campaign or sender (R9); {@code
 *     off}: none does
 * @param backoff before the second try; doubles with each further one, with jitter
 * @param proofAfter how long after the first look a text's absence from the gateway's log proves
 *     that it has not gone; at least a second
 * @param validity how long the gateway may try to deliver a text, at most (R10)
 * @param maxTextsPerPerson how many texts a person gets from all senders together (R11); {@code
 *     off}: as many as are sent
 * @param overLimit what becomes of a text above that
 */
public record DeliverySettings(
    @DefaultValue("64") int concurrency,
    @DefaultValue("20:00-09:00") String quietHours,
    @DefaultValue("Reply STOP to opt out") String optOutLine,
    @DefaultValue("5%") String pauseAtOptOuts,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("2s") Duration backoff,
    @DefaultValue("60m") Duration proofAfter,
    @DefaultValue("4h") @DurationUnit(ChronoUnit.SECONDS) Duration validity,
    @DefaultValue("off") String maxTextsPerPerson,
    @DefaultValue("hold") OverLimit overLimit) {

  /** What the gateway takes. */
  private static final Duration LONGEST_VALIDITY = Duration.ofHours(10);

  private static final int LONGEST_LINE = 160;

  /** A switch, and a line with a place for a value. */
  private static final Pattern NO_LINE = Pattern.compile("(?i)true|on|yes|(?s).*[{}].*");

  public DeliverySettings {
    unless(
        concurrency >= 1 && concurrency <= 1000,
        "heed.delivery.concurrency",
        concurrency,
        "1 to 1000");
    unless(maxAttempts >= 1, "heed.delivery.max-attempts", maxAttempts, "1 or more");
    unless(
        !backoff.isNegative() && !backoff.isZero(),
        "heed.delivery.backoff",
        backoff,
        "a time such as 2s");
    unless(
        !validity.minusSeconds(1).isNegative() && validity.compareTo(LONGEST_VALIDITY) <= 0,
        "heed.delivery.validity",
        validity.toMillis() + " ms",
        "1s to 10h, such as 4h");
    TextLimit.parse(maxTextsPerPerson);
    unless(
        optOutLine.length() <= LONGEST_LINE && !NO_LINE.matcher(optOutLine.strip()).matches(),
        "heed.delivery.opt-out-line",
        optOutLine,
        "at most 160 letters that are sent as they are, such as Reply STOP to opt out, or false");
    unless(
        proofAfter.toSeconds() >= 1,
        "heed.delivery.proof-after",
        proofAfter.toMillis() + " ms",
        "at least 1s, such as 60m");
  }

  /** What becomes of a text above the limit (R11). */
  public enum OverLimit {
    /** It waits until the limit lets it go. */
    HOLD,
    /** It goes by email; where no address is known it waits. */
    EMAIL
  }

  /** How many texts a person gets; null: as many as are sent. */
  public @Nullable TextLimit textLimit() {
    return TextLimit.parse(maxTextsPerPerson);
  }

  /** How to stop, as the first text says it; null: not said. */
  public @Nullable String stopLine() {
    String line = optOutLine.strip();
    return switch (line.toLowerCase(Locale.ROOT)) {
      case "", "false", "off", "no" -> null;
      default -> line;
    };
  }
}
