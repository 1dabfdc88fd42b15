package org.heed.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.heed.address.PhoneNumber;
import org.heed.queue.QueuedText;

/**
 * The part of the queue that is in memory. Every lane is a line in queue order of which the head
 * alone may be out; a text may go when it is the head of all its lines, so none overtakes an
 * earlier one of its lane (O2).
 */
final class Window {
  /** Whether a text whose turn it is may leave. */
  enum Go {
    NOW,
    /** This text waits, and its lanes with it. */
    LATER,
    /** Every text of this sender waits. */
    SENDER_LATER
  }

  private final Map<Object, List<QueuedText>> lines = new HashMap<>();
  private final Map<PhoneNumber, SortedMap<Long, QueuedText>> free = new HashMap<>();
  private final Set<Long> all = new HashSet<>();
  private final Set<Long> out = new HashSet<>();
  private final Set<Object> closed = new HashSet<>();
  private int waiting;

  /** Puts a text to its place in the queue; one of a closed lane stays queued for a later run. */
  void add(QueuedText text) {
    if (text.lanes().stream().anyMatch(closed::contains)) {
      return;
    }
    for (Object lane : text.lanes()) {
      List<QueuedText> line = lines.computeIfAbsent(lane, key -> new ArrayList<>(1));
      int place = line.size();
      while (place > 0
          && line.get(place - 1).id() > text.id()
          && !out.contains(line.get(place - 1).id())) {
        place--;
      }
      if (place == 0 && !line.isEmpty()) {
        bySender(line.get(0)).remove(line.get(0).id());
      }
      line.add(place, text);
    }
    all.add(text.id());
    waiting++;
    freeIfHead(text);
  }

  /** Whether it is in here, out or waiting. */
  boolean has(QueuedText text) {
    return all.contains(text.id());
  }

  /** How many wait; those that are out aside. */
  int waiting() {
    return waiting;
  }

  /**
   * Takes texts that may go, oldest first; they are out until {@link #release} or {@link #close}.
   *
   * @param most how many at most
   */
  List<QueuedText> take(int most, Function<QueuedText, Go> mayGo) {
    PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::id));
    free.values().forEach(texts -> Turn.next(texts.values().iterator(), turns));
    List<QueuedText> taken = new ArrayList<>();
    while (taken.size() < most && !turns.isEmpty()) {
      Turn turn = turns.remove();
      Go go = mayGo.apply(turn.text());
      if (go == Go.NOW) {
        turn.rest().remove();
        out.add(turn.id());
        waiting--;
        taken.add(turn.text());
      }
      if (go != Go.SENDER_LATER) {
        Turn.next(turn.rest(), turns);
      }
    }
    return taken;
  }

  private record Turn(QueuedText text, Iterator<QueuedText> rest) {
    static void next(Iterator<QueuedText> texts, PriorityQueue<Turn> turns) {
      if (texts.hasNext()) {
        turns.add(new Turn(texts.next(), texts));
      }
    }

    long id() {
      return text.id();
    }
  }

  /** Ends a text that was out; the next of its lanes may go. */
  void release(QueuedText text) {
    out.remove(text.id());
    leave(text);
  }

  /** Puts a text that was out back to its place, the head of its lanes. */
  void putBack(QueuedText text) {
    out.remove(text.id());
    waiting++;
    freeIfHead(text);
  }

  /** Ends a text that was out; the rest of its lanes stays queued for a later run. */
  void close(QueuedText text) {
    close(text.lanes());
    release(text);
  }

  /** Nothing of these lanes goes in this run; what waits stays queued. */
  void close(List<Object> lanes) {
    closed.addAll(lanes);
    for (Object lane : lanes) {
      List.copyOf(lines.getOrDefault(lane, List.of())).forEach(this::forget);
    }
  }

  /** Leaves out every such text that is not out; they stay queued for a later run. */
  void forget(Predicate<QueuedText> which) {
    Set<QueuedText> texts = new HashSet<>();
    lines.values().forEach(line -> line.stream().filter(which).forEach(texts::add));
    texts.forEach(this::forget);
  }

  private void forget(QueuedText text) {
    if (!out.contains(text.id())) {
      waiting--;
      bySender(text).remove(text.id());
      leave(text);
    }
  }

  private void leave(QueuedText text) {
    all.remove(text.id());
    for (Object lane : text.lanes()) {
      List<QueuedText> line = lines.getOrDefault(lane, List.of());
      boolean first = isHead(text, lane);
      line.remove(text);
      if (line.isEmpty()) {
        lines.remove(lane);
      } else if (first) {
        freeIfHead(line.get(0));
      }
    }
  }

  private void freeIfHead(QueuedText text) {
    if (!out.contains(text.id()) && text.lanes().stream().allMatch(lane -> isHead(text, lane))) {
      bySender(text).put(text.id(), text);
    }
  }

  private boolean isHead(QueuedText text, Object lane) {
    List<QueuedText> line = lines.getOrDefault(lane, List.of());
    return !line.isEmpty() && line.get(0).id() == text.id();
  }

  private SortedMap<Long, QueuedText> bySender(QueuedText text) {
    return free.computeIfAbsent(text.sender(), sender -> new TreeMap<>());
  }
}
