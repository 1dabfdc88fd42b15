package org.heed.text;

/** How many texts may be in flight: half as many when the gateway asks to slow down, then more. */
final class Concurrency {
  private final int most;
  private int limit;
  private int taken;
  private long lastClaimed;
  private long slowedAfter;

  Concurrency(int most) {
    this.most = most;
    this.limit = most;
  }

  int limit() {
    return limit;
  }

  /** Notes an attempt that is on its way. */
  void claimed(long attemptId) {
    lastClaimed = Math.max(lastClaimed, attemptId);
  }

  /** The gateway asked to slow down; those in flight with this attempt know nothing new. */
  void halve(long attemptId) {
    if (attemptId > slowedAfter) {
      slowedAfter = lastClaimed;
      limit = Math.max(1, limit / 2);
      taken = 0;
    }
  }

  /** The gateway took one; when it took as many as may be in flight, one more may be. */
  void raise() {
    if (limit < most && ++taken >= limit) {
      limit++;
      taken = 0;
    }
  }
}
