package org.heed.job;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits that double, each with jitter, so that many do not come back at the same moment. */
public final class Backoff {
  public static final Duration LONGEST = Duration.ofMinutes(10);
  private static final double JITTER = 0.3;

  private final IntervalFunction waits;

  public Backoff(Duration first) {
    Duration longest = first.compareTo(LONGEST) > 0 ? first : LONGEST;
    this.waits = IntervalFunction.ofExponentialRandomBackoff(first, 2.0, JITTER, longest);
  }

  /** The wait after so many tries, from 1 on. */
  public Duration after(int tries) {
    return Duration.ofMillis(waits.apply(tries));
  }

  /** The same, or what was asked for if that is longer. */
  public Duration after(int tries, @Nullable Duration asked) {
    Duration own = after(tries);
    return asked != null && asked.compareTo(own) > 0 ? asked : own;
  }
}
