package org.heed.text;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;

/** How many texts a second leave from each sender. Used by one thread. */
interface Rates {

  /** Whether a text of this sender may leave now; yes takes its place. */
  boolean mayGo(PhoneNumber sender);

  /** Those of a process that is alone. */
  static Rates own(Senders senders) {
    Map<PhoneNumber, RateLimiter> rates = new HashMap<>();
    for (Sender sender : senders.all()) {
      Double rate = sender.messagesPerSecond();
      if (rate != null) {
        rates.put(sender.number(), RateLimiter.of(sender.name(), steady(rate)));
      }
    }
    return sender -> {
      RateLimiter rate = rates.get(sender);
      return rate == null || rate.acquirePermission();
    };
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
}
