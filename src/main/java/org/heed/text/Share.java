package org.heed.text;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntPredicate;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.QueuedText;
import org.jspecify.annotations.Nullable;

/** What this process sends of a run's texts: all of them, or those of its lanes. */
interface Share extends AutoCloseable {

  /**
   * Looks, several times a second, at what others do.
   *
   * @param isOut whether something of a lane is on its way
   * @param idle whether nothing that may be sent is left here
   * @return true: it has other lanes than before, so the queue is to be read anew
   */
  boolean look(IntPredicate isOut, boolean idle, int inFlight);

  /** Of these further texts may be claimed; null: of all. */
  @Nullable Set<Integer> lanes();

  /** Whether nobody else can have its lanes by now; asks nobody, so each text asks it last. */
  boolean held(Intent intent);

  /** Whether it may have lanes at all; asks nobody. */
  boolean isFresh();

  /** The epoch of its person's lane. */
  long epoch(QueuedText text);

  /**
   * In a transaction, before its commit: nobody else takes their lanes until that is over.
   *
   * @throws org.heed.worker.LanesLost when somebody has
   */
  void keep(Collection<QueuedText> texts);

  /** How many calls at once, of those the gateway gets in all. */
  int calls(int inAll);

  /** Whether the gateway asked somebody to wait. */
  boolean quiet();

  /** The gateway asked to wait; so do all. */
  void quiet(Duration wait);

  /** Notes what is committed, and how many texts are done with by it. */
  void note(Answered outcome, boolean done);

  /** How many texts others are done with, since it was asked last. */
  long doneByOthers();

  /**
   * Nothing more leaves here in this run.
   *
   * @param all nor anywhere else
   */
  void stop(boolean all);

  /** Whether somebody has found that nothing may leave any more. */
  boolean stopped();

  /** Whether nobody has anything left: what is in nobody's hands will not come here either. */
  boolean over();

  @Override
  void close();
}
