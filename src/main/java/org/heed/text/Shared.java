package org.heed.text;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.LaneNumber;
import org.heed.queue.LeftIntents;
import org.heed.queue.QueuedText;
import org.heed.worker.Membership;
import org.heed.worker.Part;

/**
 * The texts of this process's lanes, among others that have theirs. What is done by the thread that
 * claims, but for {@link #held}.
 */
abstract class Shared implements Share {
  protected final Part part;
  private final LeftIntents intents;

  Shared(Part part, LeftIntents intents) {
    this.part = part;
    this.intents = intents;
  }

  /** Says and reads what there is, twice a second. */
  abstract void tell(Part.Standing standing);

  @Override
  public boolean look(IntPredicate isOut, boolean idle, int inFlight) {
    return part.look(idle, inFlight, isOut, intents::takeUp, this::tell);
  }

  private Membership member() {
    return part.member();
  }

  @Override
  public Set<Integer> lanes() {
    return member().lanes();
  }

  @Override
  public boolean held(Intent intent) {
    return member().held(intent.queued().laneNumbers()) && epoch(intent.queued()) == intent.epoch();
  }

  @Override
  public boolean isFresh() {
    return member().isFresh();
  }

  @Override
  public long epoch(QueuedText text) {
    return member().epoch(LaneNumber.of(text.lanes().get(0)));
  }

  @Override
  public void keep(Collection<QueuedText> texts) {
    Set<Integer> lanes = new HashSet<>();
    texts.forEach(text -> lanes.addAll(text.laneNumbers()));
    if (!lanes.isEmpty()) {
      member().keep(lanes);
    }
  }

  @Override
  public int calls(int inAll) {
    return Math.max(1, inAll * member().lanes().size() / LaneNumber.COUNT);
  }

  @Override
  public boolean quiet() {
    return part.quiet();
  }

  @Override
  public void quiet(Duration wait) {
    part.quiet(wait);
  }

  @Override
  public void note(Answered outcome, boolean isDone) {
    part.done(isDone ? 1 : 0);
  }

  @Override
  public void stop(boolean all) {
    if (all || part.isManagers()) {
      part.stop();
    } else {
      // Others may reach what this process cannot.
      part.giveUp();
    }
  }

  @Override
  public boolean stopped() {
    return part.stopped();
  }

  @Override
  public boolean over() {
    return part.over();
  }
}
