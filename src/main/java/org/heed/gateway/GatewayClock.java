package org.heed.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The gateway's own clock as its latest answer showed it. What is looked for in its log is looked
 * for by this clock: this machine's may be wrong, and be set right between a text and the search
 * for it.
 */
@Component
public final class GatewayClock {
  /** The second an answer is made in, and the gateway's machines among themselves. */
  public static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(GatewayClock.class);
  private static final Duration UNKNOWN = Duration.ofMinutes(5);
  private static final Duration NO_CLOCK = Duration.ofDays(7);

  private final Clock here;
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile @Nullable Duration ahead;

  GatewayClock(Clock here) {
    this.here = here;
  }

  /**
   * Takes note of an answer's time. One that is a week away from this machine's clock and from what
   * the answers before have shown is no clock.
   *
   * @param at null: the answer had none that can be read
   * @return the time; null: it is none
   */
  @Nullable Instant note(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    Instant now = here.instant();
    if (isFar(at, now) && isFar(at, at(now))) {
      if (warned.compareAndSet(false, true)) {
        log.warn(
            "the gateway's answers are dated {}, days away from this machine's {}: such dates are"
                + " ignored",
            at,
            now);
      }
      return null;
    }
    ahead = Duration.between(at, now);
    return at;
  }

  private static boolean isFar(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(NO_CLOCK) > 0;
  }

  /** What the gateway's clock shows now, to about a second; before any answer, this machine's. */
  public Instant now() {
    return at(here.instant());
  }

  /** What the gateway's clock showed when this machine's showed this. */
  public Instant at(Instant here) {
    Duration known = ahead;
    return known == null ? here : here.minus(known);
  }

  /**
   * As {@link #at}; where no answer has shown the gateway's clock, as early as it can have been.
   */
  public Instant earliest(Instant here) {
    return ahead == null ? here.minus(UNKNOWN) : at(here);
  }

  /** What this machine's clock shows when the gateway's shows this. */
  public Instant here(Instant gateway) {
    Duration known = ahead;
    return known == null ? gateway : gateway.plus(known);
  }
}
