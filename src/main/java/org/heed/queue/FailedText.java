package org.heed.queue;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A text that failed for good.
 *
 * @param code the gateway's error code; 21610: its owner opted out
 * @param gatewayId the gateway's id of it; null: refused at once
 * @param occurredAt when, by the gateway's own clock, whole seconds
 * @param listOrder its place in the gateway's list; null: it was not found there
 */
public record FailedText(
    long attemptId,
    long messageId,
    long personId,
    PhoneNumber phone,
    PhoneNumber sender,
    int code,
    @Nullable String gatewayId,
    Instant occurredAt,
    @Nullable Long listOrder) {

  /** A text that failed at once, or whose place in the list is not known. */
  public FailedText(
      long attemptId,
      long messageId,
      long personId,
      PhoneNumber phone,
      PhoneNumber sender,
      int code,
      @Nullable String gatewayId,
      Instant occurredAt) {
    this(attemptId, messageId, personId, phone, sender, code, gatewayId, occurredAt, null);
  }

  /** What the ledger names as evidence. */
  String evidence() {
    return "message "
        + messageId
        + (gatewayId == null ? "" : ", gateway " + gatewayId)
        + ", code "
        + code;
  }
}
