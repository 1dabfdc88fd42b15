package org.heed.email;

import java.util.Set;
import org.heed.queue.QueuedEmail;
import org.jspecify.annotations.Nullable;

/** What this process sends of a run's emails: all of them, or those of its lanes. */
interface Share {
  /** Of these further emails may leave; null: of all. */
  @Nullable Set<Integer> lanes();

  /**
   * Looks at what others do, while none of its emails is on its way.
   *
   * @param idle whether nothing that may be sent is left here
   * @return true: it has other lanes than before, so the queue is to be read anew
   */
  boolean look(boolean idle);

  /** Whether nobody else can have this person's emails by now; asks nobody. */
  boolean held(QueuedEmail email);

  /** Notes that so many more are done with. */
  void done(int more);

  /** How many letters at once, of those the mail server gets in all. */
  int connections(int inAll);

  /** Whether nothing more is to leave from here. */
  boolean over();
}
