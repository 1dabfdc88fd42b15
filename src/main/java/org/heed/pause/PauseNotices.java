package org.heed.pause;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.heed.address.Times;
import org.heed.notice.Notices;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Owes staff, and those who want to be told of the campaign, one mail for each pause. */
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
            notices.add(to, subject(paused), text(paused));
          }
        });
  }

  static String subject(Paused paused) {
    return "Paused: "
        + paused.name()
        + " after "
        + paused.optOuts()
        + (paused.optOuts() == 1 ? " opt-out in " : " opt-outs in ")
        + paused.texts()
        + " texts";
  }

  static String text(Paused paused) {
    return """
    The %s is paused: %s.
    %s held. None of them leaves until somebody decides.

    Look at the list and at the text first. Then, to go on in the next nightly run:

      java -jar heed.jar %s

    Opt-outs are counted anew from then on. People who opted out get their messages by email.
    """
        .formatted(paused.what(), paused.why(), paused.messages(), paused.command());
  }
}
