package org.heed.desk;

import java.time.Instant;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message.
 *
 * @param body as queued
 * @param own false: it was somebody else's, who has or had the same phone
 * @param tries to text and to email it, in their order; empty: none yet
 */
public record Delivery(
    long messageId,
    String campaign,
    Instant queuedAt,
    PhoneNumber sender,
    String status,
    @Nullable String channel,
    @Nullable String destination,
    String body,
    @Nullable String error,
    boolean own,
    List<Try> tries) {

  /**
   * One try.
   *
   * @param at when it was handed over; null: it was not
   * @param channel null: it ended without one, the error tells why
   * @param body as it was sent; null: as queued, or not sent
   * @param basis on what the text rested (E4); null: nothing is known of it
   * @param entryChangedAt when the gateway had last changed its entry of a text that arrived; null:
   *     it did not say
   */
  public record Try(
      @Nullable Instant at,
      String status,
      @Nullable String channel,
      @Nullable String destination,
      @Nullable String body,
      @Nullable Integer errorCode,
      @Nullable String error,
      @Nullable String gatewayId,
      @Nullable String basis,
      @Nullable Instant entryChangedAt) {

    /** Whether it was taken: what a server said to that is no error. */
    public boolean succeeded() {
      return MessageStatus.valueOf(status.strip()).isTaken();
    }

    /** Whether it was a text. */
    public boolean isText() {
      return Channel.SMS.is(channel);
    }
  }
}
