package org.heed.worker;

import java.util.List;
import org.heed.queue.LaneNumber;

/** How many lanes each of those that live is to have: as many as the others. */
record FairShare(List<WorkerTable.Alive> alive) {
  /** Who takes none has left everything to others. */
  FairShare {
    alive = alive.stream().filter(one -> one.mostLanes() > 0).toList();
  }

  /** Of a worker; 0: it counts as dead. */
  int of(long worker) {
    return alive.stream()
        .filter(one -> one.id() == worker)
        .mapToInt(this::of)
        .findFirst()
        .orElse(0);
  }

  /** Whether it takes any. */
  boolean anybody() {
    return !alive.isEmpty();
  }

  /** The manager's: what workers do not take. */
  int rest() {
    return Math.max(0, LaneNumber.COUNT - alive.stream().mapToInt(this::of).sum());
  }

  private int of(WorkerTable.Alive one) {
    return Math.min((LaneNumber.COUNT + alive.size() - 1) / alive.size(), one.mostLanes());
  }
}
