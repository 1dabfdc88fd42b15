package org.heed.pause;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.heed.address.Times;
import org.heed.mail.Notices;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Owes staff, operators and those who want to be told of the campaign one mail for each pause; the
 * commands stand in the operators' alone.
 */
@Component
class PauseNotices {
  private static final String TOLD =
      "update pause set told_at = ? where id = ? and told_at is null";
  private static final String ADDRESSES =
      """
      select n.address from campaign c join file_notify n on n.file_id = c.file_id
      where c.id = ? order by n.address
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Notices notices;
  private final Clock clock;

  PauseNotices(JdbcTemplate jdbc, TransactionTemplate transaction, Notices notices, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.notices = notices;
    this.clock = clock;
  }

  /** Has them told, if they were not yet; what is held is counted by now. */
  void tell(Paused paused) {
    transaction.executeWithoutResult(
        status -> {
          Object now = Times.now(clock);
          if (jdbc.update(TOLD, now, paused.id()) == 1) {
            Set<String> to = new LinkedHashSet<>(notices.staff());
            to.addAll(jdbc.queryForList(ADDRESSES, String.class, paused.campaignId()));
            to.removeAll(notices.operators());
            notices.add(to, subject(paused), text(paused));
            notices.add(notices.operators(), subject(paused), text(paused) + commands(paused));
          }
        });
  }

  static String subject(Paused paused) {
    return Phrases.of(
        "pause.subject",
        paused.name(),
        Words.count(paused.optOuts(), "opt-out"),
        Words.count(paused.texts(), "text"));
  }

  /** For everybody who is told. */
  static String text(Paused paused) {
    boolean campaign = paused.sender() == null;
    return Phrases.of(
        campaign ? "pause.mail.campaign" : "pause.mail.sender",
        paused.name(),
        paused.why(),
        paused.messages());
  }

  /** What operators type. */
  static String commands(Paused paused) {
    String go = "java -jar heed.jar " + paused.command();
    return Phrases.of("pause.mail.resume", go)
        + (paused.sender() == null
            ? Phrases.of("pause.mail.cancel", go.replaceFirst("resume", "cancel"))
            : "");
  }
}
