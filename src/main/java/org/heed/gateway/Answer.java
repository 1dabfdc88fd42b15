package org.heed.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request to send.
 *
 * @param kind what is to be done about it
 * @param gatewayId the gateway's id of the message (SID), when it was accepted
 * @param code the gateway's error code, else HTTP's status, else null
 * @param words what the gateway or the network said, without phone numbers or text
 * @param segments how many segments the gateway counted, if it said so
 * @param at when the gateway answered, by its own clock ({@code Date} header), whole seconds
 * @param retryAfter how long the gateway asked to wait
 */
public record Answer(
    Kind kind,
    @Nullable String gatewayId,
    @Nullable Integer code,
    @Nullable String words,
    @Nullable Integer segments,
    @Nullable Instant at,
    @Nullable Duration retryAfter) {

  /** A text that may not leave now, and has not. */
  public static Answer heldBack() {
    return new Answer(Kind.HELD_BACK, null, null, "held back", null, null, null);
  }

  /** The same with another time. */
  Answer at(@Nullable Instant time) {
    return new Answer(kind, gatewayId, code, words, segments, time, retryAfter);
  }

  /** Every answer is one of these; the table of codes gives the kind of an error code. */
  public enum Kind {
    /** Taken; {@link Answer#gatewayId} is there. */
    ACCEPTED,
    /** 21610: the phone's owner has opted out (O1). */
    OPTED_OUT,
    /** This number cannot be reached by text now: email instead (R5). */
    RECIPIENT,
    /** A landline or an invalid number: email, and remembered (R5). */
    NOT_TEXTABLE,
    /** The text itself was refused: email instead. */
    CONTENT,
    /** Not delivered in the time it had (R10): email instead; it says nothing about the phone. */
    EXPIRED,
    /** Surely not processed: try again, slower (R6). */
    RETRY,
    /** Not asked at all: the text may not leave now; no try of it. */
    HELD_BACK,
    /** The gateway's own quiet hours: held. */
    HOLD,
    /** No connection: surely not sent, try again, then stop the run (R6). */
    UNREACHABLE,
    /** This sender may not send: its messages stay queued (R6). */
    SENDER_FAULT,
    /** The account may not send: the run stops, messages stay queued (R6). */
    ACCOUNT_FAULT,
    /** No readable answer: never sent again before the gateway's log proved its absence (R6). */
    IN_DOUBT;

    /** Whether the gateway took the text, or refused it for what it is or whom it is for. */
    public boolean tookOrRefused() {
      return switch (this) {
        case ACCEPTED, OPTED_OUT, RECIPIENT, NOT_TEXTABLE, CONTENT, EXPIRED -> true;
        case RETRY, HELD_BACK, HOLD, UNREACHABLE, SENDER_FAULT, ACCOUNT_FAULT, IN_DOUBT -> false;
      };
    }
  }
}
