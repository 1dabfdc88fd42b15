package org.heed.message;

/** Where a message, or one attempt of it, stands. */
public enum MessageStatus {
  /** Queued: to be routed, or routed and to be sent. */
  READY,
  /** Waits for its texting window (R7), or until staff end a pause (R9). */
  HELD,
  /** Intent recorded, the call is being made. */
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
  UNKNOWN
}
