package org.heed.night;

import java.time.Clock;
import java.time.Instant;
import org.heed.consent.ConsentLedger;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.pause.Cancellations;
import org.heed.queue.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes before anything is routed: what waited is put before the rules again. */
@Component
class Preparation {
  private static final Logger log = LoggerFactory.getLogger(Preparation.class);

  private final ConsentLedger ledger;
  private final Messages messages;
  private final Cancellations cancellations;
  private final TransactionTemplate transaction;
  private final Night night;
  private final Progress progress;
  private final Clock clock;

  Preparation(
      ConsentLedger ledger,
      Messages messages,
      Cancellations cancellations,
      TransactionTemplate transaction,
      Night night,
      Progress progress,
      Clock clock) {
    this.ledger = ledger;
    this.messages = messages;
    this.cancellations = cancellations;
    this.transaction = transaction;
    this.night = night;
    this.progress = progress;
    this.clock = clock;
  }

  private record Again(int texts, int held) {}

  void queue(long runId) {
    cancellations.finish();
    Instant now = clock.instant();
    cover(now);
    if (night.mode() == Night.Mode.WHOLE) {
      Again again = again(now);
      progress.begin("messages to route", messages.toRoute());
      log.info(
          "{} texts and {} held messages are routed again in run {}",
          again.texts(),
          again.held(),
          runId);
    }
  }

  /** The same for a night that would begin at this time. */
  void rehearse(Instant at) {
    cover(at);
    again(at);
  }

  private void cover(Instant now) {
    transaction.executeWithoutResult(status -> ledger.coverNewPhones(now));
  }

  private Again again(Instant now) {
    return transaction.execute(
        status -> new Again(messages.routeTextsAgain(), messages.releaseHeld(now)));
  }
}
