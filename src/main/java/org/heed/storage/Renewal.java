package org.heed.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a lease was asked for last, or a text was claimed. The monotonic clock stands still in a
 * suspended machine, the other one may be set; both have to say that it is not over.
 */
public record Renewal(long ticks, Instant at) {

  public static Renewal now(Clock clock) {
    return new Renewal(System.nanoTime(), clock.instant());
  }

  /** Whether a lease of that length is not over; asks nobody. */
  public boolean isWithin(Duration length, Clock clock) {
    return System.nanoTime() - ticks < length.toNanos()
        && Duration.between(at, clock.instant()).abs().compareTo(length) < 0;
  }
}
