package org.heed.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How many texts have left in the last second: so many are claimed ahead of the calls, so that no
 * call waits for a commit, and no more, so that no claim is old when its turn comes.
 */
final class Ahead {
  private static final long WHILE = TimeUnit.SECONDS.toNanos(1);

  private final Deque<Long> left = new ArrayDeque<>();

  void note() {
    left.add(System.nanoTime());
  }

  int count() {
    long since = System.nanoTime() - WHILE;
    while (!left.isEmpty() && left.element() - since < 0) {
      left.remove();
    }
    return left.size();
  }
}
