package org.heed.night;

import java.time.OffsetDateTime;
import java.util.List;
import org.heed.gateway.GatewayFault;
import org.heed.job.Night;
import org.heed.queue.AttemptIds;
import org.heed.queue.Standing;
import org.heed.reconciliation.Settlement;
import org.heed.replies.ReplyLogReader;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a night asks the gateway before its texts and after them. */
@Component
class GatewaySteps {
  private static final Logger log = LoggerFactory.getLogger(GatewaySteps.class);
  private static final String FIRST_TEXT =
      "select min(attempted_at) from attempt where id > ? and " + Standing.TEXT.of("");

  private final Settlement settlement;
  private final ReplyLogReader replies;
  private final AttemptIds ids;
  private final JdbcTemplate jdbc;
  private final Night night;
  private final NightCounts counts;
  private final NightOutcomes outcomes;

  GatewaySteps(
      Settlement settlement,
      ReplyLogReader replies,
      AttemptIds ids,
      JdbcTemplate jdbc,
      Night night,
      NightCounts counts,
      NightOutcomes outcomes) {
    this.settlement = settlement;
    this.replies = replies;
    this.ids = ids;
    this.jdbc = jdbc;
    this.night = night;
    this.counts = counts;
    this.outcomes = outcomes;
  }

  /** Settles what an earlier run left open. */
  void settle(long runId) {
    night.attemptsBefore(ids.reset());
    settlement.takeUpDead();
    outcomes.begin();
    counts.begin();
    ask(Phrases.of("night.unsettled"), settlement::settle);
  }

  /** Reads late results and replies; without them no text leaves (L1). */
  void readReplies(long runId) {
    if (night.textsMayGo()) {
      ask(Phrases.of("night.replies.unread"), () -> replies.read().forEach(night::problem));
    }
  }

  /** The error step: what the gateway says by now about this run's texts (O1, O4, R5, R6). */
  void reconcile(long runId) {
    List<OffsetDateTime> first =
        jdbc.queryForList(FIRST_TEXT, OffsetDateTime.class, night.attemptsBefore());
    if (night.textsMayGo() && !first.isEmpty() && first.get(0) != null) {
      ask(
          Phrases.of("night.results.unread"),
          () -> {
            settlement.look();
            replies.readSince(first.get(0).toInstant()).forEach(night::problem);
          });
    }
  }

  private void ask(String consequence, Runnable work) {
    try {
      work.run();
    } catch (GatewayFault fault) {
      log.error("{}: {}; no text leaves in this run", consequence, fault.getMessage());
      night.problem(consequence + ": " + fault.getMessage());
      night.keepTexts();
    }
  }
}
