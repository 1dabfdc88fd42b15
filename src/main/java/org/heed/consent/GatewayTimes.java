package org.heed.consent;

import java.time.Duration;
import java.time.Instant;

/** The gateway's times by this machine's clock: files and staff are timed by that one. */
@FunctionalInterface
public interface GatewayTimes {
  /** Clocks that differ by no more show the same: the gateway tells whole seconds. */
  Duration SAME_CLOCKS = Duration.ofSeconds(5);

  /** What this machine's clock shows when the gateway's shows this. */
  Instant here(Instant gateway);

  /** When something was said, by this machine's clock. */
  default Instant ofSaid(Instant gateway) {
    Instant here = here(gateway);
    return Duration.between(gateway, here).abs().compareTo(SAME_CLOCKS) <= 0 ? gateway : here;
  }
}
