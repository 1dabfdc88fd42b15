package org.heed.email;

import java.util.List;
import java.util.Set;
import org.heed.queue.LaneNumber;
import org.heed.queue.QueuedEmail;
import org.heed.worker.Part;
import org.jspecify.annotations.Nullable;

/**
 * What this process sends of a run's emails.
 *
 * @param part what falls into a worker's lanes; null: everything that is left
 */
record Share(@Nullable Part part) {
  /** Of these further emails may leave; null: of all. */
  @Nullable Set<Integer> lanes() {
    return part == null ? null : part.member().lanes();
  }

  /**
   * Looks at what others do, while none of its emails is on its way.
   *
   * @return true: it has other lanes than before, so the queue is to be read anew
   */
  boolean look() {
    return part != null && part.look(false);
  }

  /** Whether nobody else can have this person's emails by now; asks nobody. */
  boolean held(QueuedEmail email) {
    return part == null || part.member().held(List.of(email.lane()));
  }

  /** Notes that so many more are done with. */
  void done(int more) {
    if (part != null) {
      part.done(more);
    }
  }

  /** How many letters at once, of those the mail server gets in all. */
  int connections(int inAll) {
    return part == null
        ? inAll
        : Math.max(1, inAll * part.member().lanes().size() / LaneNumber.COUNT);
  }

  /** Whether nothing more is to leave from here. */
  boolean over() {
    return part != null && part.over();
  }
}
