package org.heed.queue;

import java.util.Collection;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Everybody's lane falls into one of 256; processes share those out among them. */
public final class LaneNumber {
  public static final int COUNT = 256;

  /** As {@link #of} has it for a person's lane. */
  static final String OF_PERSON = "mod(p.lane, " + COUNT + ")";

  private static final String AMONG =
      " and (select " + OF_PERSON + " from person p where p.id = message.person_id) in (-1";

  private LaneNumber() {}

  /**
   * A condition on messages, to follow others: that their people fall into some of them.
   *
   * @param lanes null: into any
   */
  public static String among(@Nullable Collection<Integer> lanes) {
    return lanes == null
        ? ""
        : lanes.stream().map(lane -> "," + lane).collect(Collectors.joining("", AMONG, ")"));
  }

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
