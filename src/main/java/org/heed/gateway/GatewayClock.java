package org.heed.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The gateway's own clock as its latest answer showed it. What is looked for in its log is looked
 * for by this clock: this machine's may be wrong, and be set right between a text and the search
 * for it.
 */
@Component
public final class GatewayClock {
  private final Clock here;
  private volatile Duration ahead = Duration.ZERO;

  GatewayClock(Clock here) {
    this.here = here;
  }

  /** Takes note of an answer's time; null: it had none. */
  void note(@Nullable Instant at) {
    if (at != null) {
      ahead = Duration.between(at, here.instant());
    }
  }

  /** What the gateway's clock shows now, to about a second; before any answer, this machine's. */
  public Instant now() {
    return at(here.instant());
  }

  /** What the gateway's clock showed when this machine's showed this. */
  public Instant at(Instant here) {
    return here.minus(ahead);
  }

  /** What this machine's clock shows when the gateway's shows this. */
  public Instant here(Instant gateway) {
    return gateway.plus(ahead);
  }
}
