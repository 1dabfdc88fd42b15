package org.heed.queue;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes next, with everything its row says of that.
 *
 * @param channel null: not routed, or ended
 * @param destination E.164 or an email address
 * @param error the reason in words, at most 500 characters
 * @param heldUntil null: it waits for no time
 */
public record Move(
    long id,
    MessageStatus to,
    @Nullable Channel channel,
    @Nullable String destination,
    @Nullable Reason reason,
    @Nullable String error,
    @Nullable Instant heldUntil) {

  /** What is the same for all that go the same way for the same reason. */
  Move alike() {
    return new Move(0, to, channel, null, reason, error, heldUntil);
  }

  /** Queued, and routed anew. */
  public static Move toRoute(long id) {
    return new Move(id, MessageStatus.READY, null, null, null, null, null);
  }

  /** Queued to be texted. */
  public static Move toText(long id, @Nullable PhoneNumber phone) {
    return ofText(id, MessageStatus.READY, phone);
  }

  /** What became of its text. */
  static Move ofText(long id, MessageStatus to, @Nullable PhoneNumber phone) {
    String number = phone == null ? null : phone.e164();
    return new Move(id, to, Channel.SMS, number, null, null, null);
  }

  /** Queued to be emailed. */
  public static Move toEmail(long id, @Nullable String address, @Nullable Reason why) {
    return new Move(id, MessageStatus.READY, Channel.EMAIL, address, why, null, null);
  }

  /** Waits for a time. */
  public static Move held(long id, @Nullable PhoneNumber phone, Reason why, Instant until) {
    String number = phone == null ? null : phone.e164();
    return new Move(id, MessageStatus.HELD, Channel.SMS, number, why, null, until);
  }

  /** Ended. */
  public static Move failed(long id, Reason why, String words) {
    return new Move(id, MessageStatus.FAILED, null, null, why, words, null);
  }
}
