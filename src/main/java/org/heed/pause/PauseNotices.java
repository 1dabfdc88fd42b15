package org.heed.pause;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.heed.address.Times;
import org.heed.notice.Notices;
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
    return "Paused: "
        + paused.name()
        + " after "
        + Words.count(paused.optOuts(), "opt-out")
        + " in "
        + Words.count(paused.texts(), "text");
  }

  /** For everybody who is told. */
  static String text(Paused paused) {
    boolean campaign = paused.sender() == null;
    return """
    %s
    Why: %s. That is more than usual: the list or the text may be wrong, so Heed
    waits before more people get it.
    What is held: %s held, %s.
    If nobody does anything: they stay held and never go out by themselves; nothing is lost. Everything
    else goes out as usual, and people who opted out get no more texts.
    What to do: look at the list and at the text, then have the people who run Heed %s.
    """
        .formatted(
            campaign
                ? "The campaign \"" + paused.name() + "\" is stopped for now."
                : "Texts from " + paused.name() + " are stopped for now.",
            paused.why(),
            paused.messages(),
            campaign
                ? "by text and by email alike"
                : "texts of all campaigns; what goes by email is not held",
            campaign ? "let it go on, or cancel it" : "let them go on");
  }

  /** What operators type. */
  static String commands(Paused paused) {
    return "\n"
        + "To go on in the next nightly run (opt-outs are counted anew from then on):\n\n"
        + "  java -jar heed.jar "
        + paused.command()
        + "\n"
        + (paused.sender() == null
            ? "\nTo give the campaign up:\n\n  java -jar heed.jar "
                + paused.command().replaceFirst("resume", "cancel")
                + "\n"
            : "");
  }
}
