package org.heed.text;

import java.util.ArrayDeque;
import java.util.Deque;

/** Whether nearly all of the gateway's last answers could not be read. */
final class Doubt {
  static final int LAST = 20;
  private static final int NEARLY_ALL = 18;

  private final Deque<Boolean> answers = new ArrayDeque<>();

  /** Takes note of an answer; true: too many of the last were in doubt. */
  boolean note(boolean inDoubt) {
    answers.addLast(inDoubt);
    if (answers.size() > LAST) {
      answers.removeFirst();
    }
    return answers.size() == LAST && answers.stream().filter(one -> one).count() >= NEARLY_ALL;
  }
}
