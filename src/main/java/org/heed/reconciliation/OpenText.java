package org.heed.reconciliation;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.heed.address.PhoneNumber;
import org.heed.gateway.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A text that was sent and had no answer.
 *
 * @param startedAt by the gateway's clock, as far as it was known then
 * @param lookedAt when the gateway's log was first found without it, by the same clock; null: never
 *     looked
 * @param unknown a person is to decide; it is looked for all the same
 * @param resend what the campaign wants when nobody can tell
 */
record OpenText(
    long attemptId,
    long messageId,
    long personId,
    PhoneNumber sender,
    PhoneNumber to,
    String body,
    Instant startedAt,
    @Nullable Instant lookedAt,
    boolean unknown,
    boolean resend) {
  private static final Duration CLOCKS = Duration.ofMinutes(5);
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final String TRIAL = "SentfromyourTwiliotrialaccount";

  /** The earliest time it can have in the gateway's log. */
  Instant notBefore() {
    return startedAt.minus(CLOCKS);
  }

  /** Whether a row of the log can be this text. */
  boolean matches(LogEntry entry) {
    String from = entry.from();
    return !entry.inbound()
        && (from == null || from.isEmpty() || from.equals(sender.e164()))
        && entry.to().equals(to.e164())
        && same(entry.body(), body)
        && !entry.createdAt().isBefore(notBefore());
  }

  /**
   * The gateway may replace typographic characters, put a trial account's sentence in front, or
   * show no body at all (redacted): a text missed for that would be sent twice.
   */
  static boolean same(String listed, String sent) {
    String letters = letters(sent);
    String found = letters(listed);
    return listed.isEmpty()
        || (letters.isEmpty()
            ? listed.strip().equals(sent.strip())
            : found.equals(letters) || found.equals(TRIAL + letters));
  }

  private static String letters(String text) {
    return NO_LETTER.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
  }

  @Override
  public String toString() {
    return "OpenText[attempt " + attemptId + "]";
  }
}
