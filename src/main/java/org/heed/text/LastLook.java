package org.heed.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.heed.address.PhoneType;
import org.heed.consent.Candidate;
import org.heed.consent.LatestNoes;
import org.heed.consent.SmsStatus;
import org.heed.job.RunLock;
import org.heed.queue.Intent;
import org.heed.routing.Decision;
import org.heed.routing.Router;
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
  private final Router router;
  private final Clock clock;

  private final LatestNoes noes;

  LastLook(RunLock lock, Router router, Clock clock, LatestNoes noes) {
    this.noes = noes;
    this.lock = lock;
    this.router = router;
    this.clock = clock;
  }

  /** Whether it may leave now. Asks no database. */
  boolean passes(Intent intent) {
    return lock.held()
        && isYoung(intent)
        && isOpen(intent)
        && noes.areUpToDate()
        && !noes.since(intent.claimedTicks(), intent.text().to(), intent.queued().personId());
  }

  /** As long as texts may leave. */
  ConsentWatch watch() {
    return new ConsentWatch(noes);
  }

  Instant now() {
    return clock.instant();
  }

  /** By the monotonic clock, which stands still in a suspended machine, and by the other one. */
  private boolean isYoung(Intent intent) {
    long age = System.nanoTime() - intent.claimedTicks();
    return age < TimeUnit.SECONDS.toNanos(OLDEST.toSeconds())
        && Duration.between(intent.startedAt(), clock.instant()).abs().compareTo(OLDEST) < 0;
  }

  private boolean isOpen(Intent intent) {
    Candidate phone = new Candidate(intent.text().to(), PhoneType.Other, SmsStatus.ENABLED, true);
    return router.decide(phone, clock.instant()).kind() == Decision.Kind.SMS;
  }
}
