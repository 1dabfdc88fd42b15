package org.heed.queue;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.gateway.LogEntry;
import org.heed.gateway.SmartEncoding;
import org.jspecify.annotations.Nullable;

/**
 * A text that was sent and had no answer.
 *
 * @param notBefore the earliest time it can have in the gateway's log, by the gateway's clock
 * @param lookedAt when the gateway's log was first found without it, by the same clock; null: never
 *     looked
 * @param resend what the campaign wants when nobody can tell
 */
public record OpenText(
    long attemptId,
    long messageId,
    long personId,
    PhoneNumber sender,
    PhoneNumber to,
    String body,
    Instant notBefore,
    @Nullable Instant lookedAt,
    boolean resend) {
  /** Whether a row of the log can be this text. */
  public boolean matches(LogEntry entry) {
    String from = entry.from();
    return !entry.inbound()
        && (from == null || from.isEmpty() || from.equals(sender.e164()))
        && entry.to().equals(to.e164())
        && SmartEncoding.shows(entry.body(), body)
        && !entry.createdAt().isBefore(notBefore);
  }

  @Override
  public String toString() {
    return "OpenText[attempt " + attemptId + "]";
  }
}
