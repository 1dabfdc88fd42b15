package org.heed.worker;

import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Work of one run, handed out to whoever takes part.
 *
 * @param campaignId the only campaign it is about (C2); null: all of them
 */
public record Round(long runId, Work work, @Nullable Long campaignId) {
  /** What is handed out. */
  public enum Work {
    ROUTING,
    TEXTS,
    EMAILS
  }

  /** How it stands. */
  enum State {
    OPEN,
    /** Only the process whose run it is sends. */
    ALONE,
    /** The account or the gateway lets no further text leave. */
    STOPPED,
    CLOSED
  }

  /** What opt-outs are counted by (R9). */
  public record Cell(long campaignId, PhoneNumber sender) {}

  /** So many texts were taken or refused. */
  public record Counted(Cell cell, long texts) {}
}
