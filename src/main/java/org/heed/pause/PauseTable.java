package org.heed.pause;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.queue.PauseScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Pauses, and who ended them; rows are only ever added. */
@Component
class PauseTable {
  private static final String ACTIVE =
      """
      select p.id, p.campaign_id, p.sender, coalesce(c.name, s.name, p.sender) as name, p.texts,
        p.opt_outs, p.paused_at
      from pause p
      left join campaign c on c.id = p.campaign_id
      left join sender s on s.number = p.sender
      where not exists (select 1 from resumption r where r.pause_id = p.id)
      order by p.id
      """;
  private static final String ADD =
      """
      insert into pause (campaign_id, sender, texts, opt_outs, run_id, paused_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String RESUME =
      """
      insert into resumption (pause_id, counted_after, staff, reason, resumed_at)
      values (?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  PauseTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those that go on, oldest first; what they hold is not counted. */
  List<Paused> active() {
    return jdbc.query(ACTIVE, (row, n) -> read(row));
  }

  void add(PauseScope subject, OptOutTally.Sum sum, long runId) {
    PhoneNumber sender = subject.sender();
    jdbc.update(
        ADD,
        subject.campaignId(),
        sender == null ? null : sender.e164(),
        sum.texts(),
        sum.optOuts(),
        runId,
        Times.now(clock));
  }

  /**
   * Ends a pause.
   *
   * @param countedAfter the latest attempt: later ones count from here on
   */
  void resume(Paused paused, long countedAfter, String by, String reason) {
    jdbc.update(RESUME, paused.id(), countedAfter, by, reason, Times.now(clock));
  }

  private static Paused read(ResultSet row) throws SQLException {
    long campaign = row.getLong("campaign_id");
    boolean none = row.wasNull();
    String sender = row.getString("sender");
    return new Paused(
        row.getLong("id"),
        none ? null : campaign,
        sender == null ? null : new PhoneNumber(sender),
        row.getString("name"),
        row.getLong("texts"),
        row.getLong("opt_outs"),
        Times.at(row, "paused_at"),
        0);
  }
}
