package org.heed.night;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.heed.consent.ConsentLedger;
import org.heed.gateway.GatewayFault;
import org.heed.job.Progress;
import org.heed.queue.AttemptIds;
import org.heed.queue.Messages;
import org.heed.queue.Standing;
import org.heed.reconciliation.Settlement;
import org.heed.replies.ReplyLogReader;
import org.heed.run.Night;
import org.heed.storage.Backup;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes before anything is routed: what is known is brought up to date. */
@Component
class Preparation {
  private static final Logger log = LoggerFactory.getLogger(Preparation.class);
  private static final String FIRST_TEXT =
      "select min(attempted_at) from attempt where id > ? and " + Standing.TEXT.of("");
  private final Settlement settlement;
  private final ReplyLogReader replies;
  private final ConsentLedger ledger;
  private final AttemptIds ids;
  private final Messages messages;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Night night;
  private final Backup backup;
  private final NightSummary summary;
  private final Progress progress;

  Preparation(
      Settlement settlement,
      ReplyLogReader replies,
      ConsentLedger ledger,
      AttemptIds ids,
      Messages messages,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock,
      Night night,
      Backup backup,
      NightSummary summary,
      Progress progress) {
    this.settlement = settlement;
    this.replies = replies;
    this.ledger = ledger;
    this.ids = ids;
    this.messages = messages;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.night = night;
    this.backup = backup;
    this.progress = progress;
    this.summary = summary;
  }

  /** Settles what an earlier run left open. */
  void settle(long runId) {
    night.attemptsBefore(ids.reset());
    settlement.takeUpDead();
    summary.begin();
    fromGateway(Phrases.of("night.unsettled"), settlement::settle);
  }

  /** Reads late results and replies; without them no text leaves (L1). */
  void readReplies(long runId) {
    if (night.textsMayGo()) {
      fromGateway(Phrases.of("night.replies.unread"), () -> replies.read().forEach(night::problem));
    }
  }

  /** The error step: what the gateway says by now about this run's texts (O1, O4, R5, R6). */
  void reconcile(long runId) {
    List<OffsetDateTime> first =
        jdbc.queryForList(FIRST_TEXT, OffsetDateTime.class, night.attemptsBefore());
    if (night.textsMayGo() && !first.isEmpty() && first.get(0) != null) {
      fromGateway(
          Phrases.of("night.results.unread"),
          () -> {
            settlement.look();
            replies.readSince(first.get(0).toInstant()).forEach(night::problem);
          });
    }
  }

  /** Puts what waited before the rules again. */
  void queue(long runId) {
    Instant now = clock.instant();
    transaction.executeWithoutResult(status -> ledger.coverNewPhones(now));
    if (night.mode() == Night.Mode.WHOLE) {
      transaction.executeWithoutResult(
          status -> {
            int texts = messages.routeTextsAgain();
            int held = messages.releaseHeld(now);
            progress.begin("messages to route", messages.toRoute());
            log.info(
                "{} texts and {} held messages are routed again in run {}", texts, held, runId);
          });
    }
  }

  /** Copies the embedded database when the night is over. */
  void backup(long runId) {
    if (night.mode() == Night.Mode.WHOLE) {
      backup.make(clock.instant());
    }
  }

  private void fromGateway(String consequence, Runnable work) {
    try {
      work.run();
    } catch (GatewayFault fault) {
      log.error("{}: {}; no text leaves in this run", consequence, fault.getMessage());
      night.problem(consequence + ": " + fault.getMessage());
      night.keepTexts();
    }
  }
}
