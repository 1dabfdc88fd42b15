package org.heed.queue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Where a message, or one attempt of it, stands. */
public enum MessageStatus {
  /** Queued: to be routed, or routed and to be sent. */
  READY,
  /** Waits for its texting window (R7) or the limit (R11), or until staff end a pause (R9). */
  HELD,
  /** Intent recorded, the call is being made; the message's row is READY meanwhile. */
  SENDING,
  /** No readable answer; to be settled from the gateway's log. */
  IN_DOUBT,
  /** The gateway or the mail server has it. */
  SENT,
  /** The gateway says it arrived. */
  DELIVERED,
  /** Ended without being delivered; the reason stands beside it. */
  FAILED,
  /** In doubt and not to be settled; for a person. */
  UNKNOWN,
  /** Its campaign was cancelled before it was tried (C1); what was just leaving ends as it ends. */
  CANCELLED,
  /** Of an attempt alone: surely never processed by the gateway. */
  RELEASED;

  /** What a message may become from here; an email has no SENDING, and can be READY once more. */
  public Set<MessageStatus> next() {
    return switch (this) {
      case READY -> EnumSet.of(READY, HELD, SENDING, IN_DOUBT, SENT, FAILED, UNKNOWN, CANCELLED);
      case HELD -> EnumSet.of(READY, HELD, IN_DOUBT, SENT, FAILED, CANCELLED);
      case SENDING -> EnumSet.of(READY, HELD, IN_DOUBT, SENT, FAILED);
      case IN_DOUBT -> EnumSet.of(READY, IN_DOUBT, SENT, DELIVERED, FAILED, UNKNOWN);
      case UNKNOWN -> EnumSet.of(READY, SENT, DELIVERED, FAILED);
      case SENT -> EnumSet.of(READY, DELIVERED, FAILED);
      case FAILED -> EnumSet.of(DELIVERED);
      case CANCELLED -> EnumSet.of(IN_DOUBT, SENT, FAILED, UNKNOWN);
      case DELIVERED, RELEASED -> EnumSet.noneOf(MessageStatus.class);
    };
  }

  /** As people read it. */
  public String words() {
    return Phrases.of("status." + name());
  }

  /**
   * What became of a campaign's row whose message stands here, as its outcome file says.
   *
   * @param channel null: none yet
   */
  public String outcome(@Nullable String channel) {
    return switch (this) {
      case SENT, DELIVERED -> Channel.EMAIL.is(channel) ? "emailed" : "texted";
      case FAILED -> "failed";
      case HELD -> "held";
      case UNKNOWN -> "unknown";
      case CANCELLED -> "cancelled";
      default -> "waiting";
    };
  }

  /** Whether the gateway or the mail server has it. */
  public boolean isTaken() {
    return this == SENT || this == DELIVERED;
  }

  /** From where a message may become this. */
  Set<MessageStatus> before() {
    Set<MessageStatus> before = EnumSet.noneOf(MessageStatus.class);
    Arrays.stream(values()).filter(one -> one.next().contains(this)).forEach(before::add);
    return before;
  }
}
