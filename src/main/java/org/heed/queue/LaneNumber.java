package org.heed.queue;

import org.heed.address.PhoneNumber;

/** Everybody's lane falls into one of 256; processes share those out among them. */
public final class LaneNumber {
  public static final int COUNT = 256;

  /** As {@link #of} has it for a person's lane. */
  static final String OF_PERSON = "mod(p.lane, " + COUNT + ")";

  private LaneNumber() {}

  /**
   * Which of them.
   *
   * @param lane a person's, or a phone that nobody lists
   */
  public static int of(Object lane) {
    long key =
        lane instanceof PhoneNumber phone ? Long.parseLong(phone.e164().substring(1)) : (Long) lane;
    return (int) (key % COUNT);
  }
}
