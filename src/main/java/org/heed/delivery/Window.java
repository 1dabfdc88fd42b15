package org.heed.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The part of the queue that is in memory, in queue order. At most one text of a lane is out at a
 * time, and none overtakes an earlier one of its lane (O2).
 */
final class Window {
  private final SortedMap<Long, QueuedText> waiting = new TreeMap<>();
  private final Set<Object> busy = new HashSet<>();

  void add(QueuedText text) {
    waiting.put(text.id(), text);
  }

  int size() {
    return waiting.size();
  }

  /**
   * Takes texts whose lane is free; their lanes are busy until {@link #release}.
   *
   * @param most how many at most
   * @param mayGo whether a text whose turn it is may go now; false: its lane waits with it
   */
  List<QueuedText> take(int most, Predicate<QueuedText> mayGo) {
    List<QueuedText> taken = new ArrayList<>();
    Set<Object> blocked = new HashSet<>();
    Iterator<QueuedText> texts = waiting.values().iterator();
    while (texts.hasNext() && taken.size() < most) {
      QueuedText text = texts.next();
      List<Object> lanes = text.lanes();
      boolean free =
          lanes.stream().noneMatch(lane -> busy.contains(lane) || blocked.contains(lane));
      if (free && mayGo.test(text)) {
        taken.add(text);
        busy.addAll(lanes);
        texts.remove();
      } else {
        blocked.addAll(lanes);
      }
    }
    return taken;
  }

  /** Leaves texts out; they stay queued for a later run. */
  void drop(Predicate<QueuedText> which) {
    waiting.values().removeIf(which);
  }

  /** Frees the lanes of a text that was taken. */
  void release(QueuedText text) {
    busy.removeAll(text.lanes());
  }

  /** Frees the lanes of a text and puts it back to its place in the queue. */
  void putBack(QueuedText text) {
    release(text);
    add(text);
  }
}
