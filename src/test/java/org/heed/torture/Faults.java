package org.heed.torture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws the faults and counts them. */
final class Faults {
  private static final List<Fault> TEXT =
      List.of(
          Fault.RESET_BEFORE,
          Fault.RESET_AFTER,
          Fault.BUSY_BEFORE,
          Fault.BUSY_AFTER,
          Fault.TOO_MANY,
          Fault.TOO_MANY_WAIT,
          Fault.TRUNCATED,
          Fault.HANG,
          Fault.FOREIGN_BEFORE,
          Fault.FOREIGN_AFTER);
  private static final List<Fault> MAIL =
      List.of(Fault.MAIL_CUT_BEFORE_END, Fault.MAIL_CUT_AFTER_END);
  private static final double LOG_SHARE = 0.01;

  private final Random random;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private double share;
  private boolean logAway;

  Faults(Random random, double share) {
    this.random = random;
    this.share = share;
  }

  /** From now on nothing goes wrong. */
  synchronized void end() {
    share = 0;
  }

  /** True: the log cannot be read, so that emails go out and no texts. */
  synchronized void logAway(boolean away) {
    logAway = away;
  }

  Fault text() {
    return draw(TEXT, 1);
  }

  Fault mail() {
    return draw(MAIL, 1);
  }

  synchronized Fault look() {
    return logAway ? Fault.LOG_BUSY : draw(List.of(Fault.LOG_BUSY), LOG_SHARE);
  }

  private synchronized Fault draw(List<Fault> kinds, double most) {
    if (random.nextDouble() >= Math.min(share, most)) {
      return Fault.NONE;
    }
    Fault fault = kinds.get(random.nextInt(kinds.size()));
    counts.merge(fault, 1, Integer::sum);
    return fault;
  }

  synchronized Map<Fault, Integer> counts() {
    Map<Fault, Integer> copy = new EnumMap<>(Fault.class);
    copy.putAll(counts);
    return copy;
  }

  synchronized int count(Fault fault) {
    return counts.getOrDefault(fault, 0);
  }
}
