package org.heed.routing;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.queue.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How one message is to go.
 *
 * @param phone the phone chosen; null unless SMS or HOLD
 * @param reason why not by text now; null only for SMS
 * @param heldUntil when the phone's window opens; null unless HOLD
 */
public record Decision(
    Kind kind, @Nullable PhoneNumber phone, @Nullable Reason reason, @Nullable Instant heldUntil) {

  /** The four ways. */
  public enum Kind {
    SMS,
    EMAIL,
    HOLD,
    FAIL
  }
}
