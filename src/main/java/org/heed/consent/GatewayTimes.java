package org.heed.consent;

import java.time.Instant;

/** The gateway's times by this machine's clock: files and staff are timed by that one. */
@FunctionalInterface
public interface GatewayTimes {
  /** What this machine's clock shows when the gateway's shows this. */
  Instant here(Instant gateway);
}
