package org.heed.reconciliation;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.gateway.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A text that was sent and had no answer.
 *
 * @param lookedAt when the gateway's log was first found without it; null: never looked
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
    boolean resend) {

  /** Whether a row of the log can be this text. */
  boolean matches(LogEntry entry, Instant notBefore) {
    String from = entry.from();
    return !entry.inbound()
        && (from == null || from.isEmpty() || from.equals(sender.e164()))
        && entry.to().equals(to.e164())
        && same(entry.body(), body)
        && !entry.createdAt().isBefore(notBefore);
  }

  private static boolean same(String listed, String sent) {
    return normal(listed).equals(normal(sent));
  }

  private static String normal(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  @Override
  public String toString() {
    return "OpenText[attempt " + attemptId + "]";
  }
}
