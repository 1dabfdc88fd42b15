package org.heed.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.heed.gateway.Answer;
import org.heed.job.Backoff;
import org.heed.queue.QueuedText;

/** When a text may go: its sender's rate, and the wait before a repeat. Used by one thread. */
final class Pace {
  private final Rates rates;
  private final Map<Long, Long> notBefore = new HashMap<>();
  private final Map<Long, Integer> tries = new HashMap<>();
  private final Backoff backoff;
  private long paused = System.nanoTime();

  Pace(Rates rates, Duration backoff) {
    this.rates = rates;
    this.backoff = new Backoff(backoff);
  }

  /** True: nothing leaves now. */
  boolean paused() {
    return System.nanoTime() - paused < 0;
  }

  /** Whether this text may go now; yes takes its place in its sender's rate. */
  Window.Go mayGo(QueuedText text) {
    Long wait = notBefore.get(text.id());
    if (wait != null && System.nanoTime() - wait < 0) {
      return Window.Go.LATER;
    }
    return rates.mayGo(text.sender()) ? Window.Go.NOW : Window.Go.SENDER_LATER;
  }

  /** Counts a try that was surely not processed and sets the wait before the next. */
  int again(QueuedText text, Answer answer) {
    int count = tries.merge(text.id(), 1, Integer::sum);
    notBefore.put(text.id(), System.nanoTime() + wait(count, answer));
    return count;
  }

  /** Everything waits: nobody is reached, or the gateway asked for it. */
  void pause(int count, Answer answer) {
    paused = Math.max(paused, System.nanoTime() + wait(count, answer));
  }

  /** Forgets a text that has gone. */
  void done(QueuedText text) {
    notBefore.remove(text.id());
    tries.remove(text.id());
  }

  private long wait(int count, Answer answer) {
    return backoff.after(count, answer.retryAfter()).toNanos();
  }
}
