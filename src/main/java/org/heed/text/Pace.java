package org.heed.text;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Answer;
import org.heed.queue.QueuedText;
import org.heed.run.Backoff;

/** When a text may go: its sender's rate, and the wait before a repeat. Used by one thread. */
final class Pace {
  private final Map<PhoneNumber, RateLimiter> rates = new HashMap<>();
  private final Map<Long, Long> notBefore = new HashMap<>();
  private final Map<Long, Integer> tries = new HashMap<>();
  private final Backoff backoff;
  private long paused = System.nanoTime();

  Pace(Senders senders, Duration backoff) {
    this.backoff = new Backoff(backoff);
    for (Sender sender : senders.all()) {
      Double rate = sender.messagesPerSecond();
      if (rate != null) {
        rates.put(sender.number(), RateLimiter.of(sender.name(), steady(rate)));
      }
    }
  }

  /** Few at a time, so that a second's texts do not leave at its beginning. */
  private static RateLimiterConfig steady(double perSecond) {
    int burst = Math.max(1, (int) (perSecond / 10));
    return RateLimiterConfig.custom()
        .limitForPeriod(burst)
        .limitRefreshPeriod(Duration.ofNanos(Math.max(1, (long) (burst * 1e9 / perSecond))))
        .timeoutDuration(Duration.ZERO)
        .build();
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
    RateLimiter rate = rates.get(text.sender());
    return rate == null || rate.acquirePermission() ? Window.Go.NOW : Window.Go.SENDER_LATER;
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
