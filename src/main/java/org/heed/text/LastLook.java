package org.heed.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.heed.consent.LatestNoes;
import org.heed.job.RunLock;
import org.heed.queue.Intent;
import org.heed.routing.QuietHours;
import org.heed.settings.DeliverySettings;
import org.heed.storage.Renewal;
import org.springframework.stereotype.Component;

/**
 * What is looked at last, right before a text is written to the gateway: between its claim and this
 * moment the process may have slept for any time, and somebody else may have run since.
 */
@Component
class LastLook {
  /** An older claim says nothing any more; the text is claimed anew, with a new look at consent. */
  private static final Duration OLDEST = Duration.ofSeconds(10);

  private final RunLock lock;
  private final QuietHours quietHours;
  private final Duration validity;
  private final Clock clock;
  private final LatestNoes noes;

  LastLook(
      RunLock lock,
      QuietHours quietHours,
      DeliverySettings properties,
      Clock clock,
      LatestNoes noes) {
    this.noes = noes;
    this.lock = lock;
    this.quietHours = quietHours;
    this.validity = properties.validity();
    this.clock = clock;
  }

  /**
   * For how many seconds it may still be delivered if it leaves now (R10); 0: it may not leave.
   * Asks no database.
   */
  int secondsLeft(Intent intent) {
    int seconds = quietHours.secondsLeft(intent.text().to(), clock.instant(), validity);
    boolean mayLeave =
        lock.held()
            && new Renewal(intent.claimedTicks(), intent.startedAt()).isWithin(OLDEST, clock)
            && noes.areUpToDate()
            && !noes.since(intent.claimedTicks(), intent.text().to(), intent.queued().personId());
    return mayLeave ? seconds : 0;
  }

  /** As long as texts may leave. */
  ConsentWatch watch() {
    return new ConsentWatch(noes);
  }

  Instant now() {
    return clock.instant();
  }
}
