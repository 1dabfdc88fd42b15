package org.heed.text;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntPredicate;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.QueuedText;
import org.jspecify.annotations.Nullable;

/** Everything: the embedded database has no other process. */
final class Whole implements Share {
  @Override
  public boolean look(IntPredicate isOut, boolean idle, int inFlight) {
    return false;
  }

  @Override
  public @Nullable Set<Integer> lanes() {
    return null;
  }

  @Override
  public boolean held(Intent intent) {
    return true;
  }

  @Override
  public boolean isFresh() {
    return true;
  }

  @Override
  public long epoch(QueuedText text) {
    return 0;
  }

  @Override
  public void keep(Collection<QueuedText> texts) {}

  @Override
  public int calls(int inAll) {
    return inAll;
  }

  @Override
  public boolean quiet() {
    return false;
  }

  @Override
  public void quiet(Duration wait) {}

  @Override
  public void note(Answered outcome, boolean done) {}

  @Override
  public long doneByOthers() {
    return 0;
  }

  @Override
  public void stop(boolean all) {}

  @Override
  public boolean stopped() {
    return false;
  }

  @Override
  public boolean over() {
    return true;
  }

  @Override
  public void close() {}
}
