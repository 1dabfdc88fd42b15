package org.heed.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the gateway's log.
 *
 * @param sid the gateway's id; where that is none that can be kept, one made of the row
 * @param inbound true: a reply received; false: a text sent, or refused
 * @param from E.164; null where the gateway has not chosen a sender yet
 * @param to E.164
 * @param body the text
 * @param status in the gateway's words: accepted, queued, sending, sent, delivered, undelivered,
 *     failed, received
 * @param errorCode why it failed; null: it did not
 * @param createdAt by the gateway's clock, whole seconds
 * @param changedAt when the gateway last changed this row, by the same clock; null: it did not say
 * @param segments as counted by the gateway, if it said so
 */
public record LogEntry(
    String sid,
    boolean inbound,
    @Nullable String from,
    String to,
    String body,
    String status,
    @Nullable Integer errorCode,
    Instant createdAt,
    @Nullable Instant changedAt,
    @Nullable Integer segments) {
  private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

  /** An id that cannot be kept as it is, or is none, would make one reply every reading's end. */
  public LogEntry {
    if (!ID.matcher(sid).matches()) {
      String all = String.join("\0", sid, String.valueOf(from), to, body, createdAt.toString());
      sid = "of-" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** True once it is on the recipient's phone. */
  public boolean arrived() {
    return status.equals("delivered") || status.equals("read");
  }

  /** True once the gateway has given up on it. */
  public boolean failed() {
    return status.equals("failed") || status.equals("undelivered");
  }

  @Override
  public String toString() {
    return "LogEntry[" + sid + " " + status + "]";
  }
}
