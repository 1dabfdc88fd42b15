package org.heed.text;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.LaneNumber;
import org.heed.queue.LeftIntents;
import org.heed.queue.QueuedText;
import org.heed.worker.Membership;
import org.heed.worker.Part;
import org.jspecify.annotations.Nullable;

/**
 * The texts of this process's lanes, among others that have theirs. How the round stands is looked
 * at four times a second, who has which lanes and what there is to tell once a second. What is done
 * by the thread that claims, but for {@link #held}.
 */
abstract class Shared implements Share {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

  protected final Part part;
  private final LeftIntents intents;
  private volatile Part.@Nullable Standing standing;
  private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;
  private long toldAt = System.nanoTime() - TELL_NANOS;
  private boolean wasIdle;
  private boolean gaveUp;
  private long done;

  Shared(Part part, LeftIntents intents) {
    this.part = part;
    this.intents = intents;
  }

  /** Says and reads what there is, once a second. */
  abstract void tell(Part.Standing standing);

  @Override
  public boolean look(IntPredicate isOut, boolean idle, int inFlight) {
    long now = System.nanoTime();
    boolean atOnce = idle != wasIdle;
    if (now - lookedAt < LOOK_NANOS && !atOnce) {
      return false;
    }
    Part.Standing found = part.standing();
    standing = found;
    lookedAt = now;
    if (now - toldAt < TELL_NANOS && !idle && !atOnce) {
      return false;
    }
    toldAt = now;
    wasIdle = idle;
    part.stands(idle && !member().isLeaving(), inFlight, done);
    tell(found);
    return found.open() && member().balance(part.runId(), isOut, intents::takeUp);
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
    Part.Standing known = standing;
    return known != null && System.nanoTime() - lookedAt < known.quiet().toNanos();
  }

  @Override
  public void quiet(Duration wait) {
    part.quiet(wait);
  }

  @Override
  public void note(Answered outcome, boolean isDone) {
    done += isDone ? 1 : 0;
  }

  @Override
  public void stop(boolean all) {
    if (all || part.isManagers()) {
      part.stop();
    } else {
      // Others may reach what this process cannot.
      member().takesAtMost(0);
      gaveUp = true;
    }
  }

  /** Whether it leaves the rest of this round to others. */
  boolean gaveUp() {
    return gaveUp;
  }

  @Override
  public boolean stopped() {
    Part.Standing known = standing;
    return known != null && known.stopped();
  }

  @Override
  public boolean over() {
    Part.Standing known = standing;
    return known != null && !known.open();
  }

  /** What people replied was read not long ago, as the manager says. */
  boolean heard() {
    Part.Standing known = standing;
    return known != null && known.heard();
  }
}
