package org.heed.text;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many texts have left in the last second: so many are claimed ahead of the calls, so that no
 * call waits for a commit, and no more, so that no claim is old when its turn comes. A clock that
 * is set meanwhile changes no more than that.
 */
final class Ahead {
  private static final long WHILE = 1_000;

  private final Clock clock;
  private final Deque<Long> left = new ArrayDeque<>();

  Ahead(Clock clock) {
    this.clock = clock;
  }

  void note() {
    left.add(clock.instant().toEpochMilli());
  }

  int count() {
    long since = clock.instant().toEpochMilli() - WHILE;
    while (!left.isEmpty() && left.element() < since) {
      left.remove();
    }
    return left.size();
  }
}
