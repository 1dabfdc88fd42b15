package org.heed.pause;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What counts, in the database: the texts of the last seven days that began after the last resume
 * of their campaign and of their sender. Attempts are numbered in the order they began.
 */
@Component
class TallyTable {
  private static final Duration COUNTED = Duration.ofDays(7);
  private static final String HIGHEST =
      """
      select coalesce(max(id), 0) from
        (select max(id) as id from attempt union all select max(attempt_id) from intent) began
      """;
  private static final String BEGAN_AFTER =
      """
      select attempted_at from attempt where id > ? and attempted_at is not null order by id limit 1
      """;

  private static final String RESUMED = "select count(*) from resumption where counted_after >= ?";
  private static final String SINCE_RESUMED =
      """
      left join (select p.campaign_id, max(r.counted_after) as counted_after
        from pause p join resumption r on r.pause_id = p.id
        where p.campaign_id is not null group by p.campaign_id) c on c.campaign_id = m.campaign_id
      left join (select p.sender, max(r.counted_after) as counted_after
        from pause p join resumption r on r.pause_id = p.id
        where p.sender is not null group by p.sender) s on s.sender = a.sender
      where a.id > coalesce(c.counted_after, 0) and a.id > coalesce(s.counted_after, 0)
      """;
  // Most weeks nothing was resumed, and the joins would double the time.
  private static final String NONE_RESUMED = "where 1 = 1\n";
  // Compared as expressions: by status HSQLDB would walk all texts ever sent.
  private static final String TEXTS =
      """
      select m.campaign_id, a.sender, count(*)
      from attempt a join message m on m.id = a.message_id
      SINCE and a.id > ? and %s
      group by m.campaign_id, a.sender
      """
          .formatted(Standing.ENDED.byText().unindexed("a"));
  private static final String REFUSED =
      """
      select distinct m.campaign_id, a.sender, a.destination
      from attempt a join message m on m.id = a.message_id
      SINCE and a.id > ? and %s and a.error_code = 21610
      """
          .formatted(Standing.in(MessageStatus.FAILED).byText().of("a"));
  private static final String REPLIED =
      """
      select distinct m.campaign_id, a.sender, a.destination
      from gateway_log g join attempt a on a.id = g.answers join message m on m.id = a.message_id
      SINCE and g.answers > ? and %s
      """
          .formatted(Standing.TEXT.unindexed("a"));

  private final JdbcTemplate jdbc;
  private final Clock clock;

  TallyTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The latest attempt that began; what comes later has a higher number. */
  long highest() {
    Long highest = jdbc.queryForObject(HIGHEST, Long.class);
    return highest == null ? 0 : highest;
  }

  /** Counts everything anew. */
  OptOutTally load() {
    OptOutTally tally = new OptOutTally();
    long after = beforeCounted();
    jdbc.query(
        TEXTS.replace("SINCE", since(after)),
        row -> {
          tally.texts(row.getLong(1), new PhoneNumber(row.getString(2)), row.getLong(3));
        },
        after);
    loadOptOuts(tally, after);
    return tally;
  }

  /** Counts the opt-outs anew: some are learned after their texts were counted. */
  void reloadOptOuts(OptOutTally tally) {
    tally.forgetOptOuts();
    loadOptOuts(tally, beforeCounted());
  }

  /** Counts the opt-outs that attempts after this one brought; one that is counted counts once. */
  void loadOptOuts(OptOutTally tally, long after) {
    for (String query : List.of(REFUSED, REPLIED)) {
      jdbc.query(
          query.replace("SINCE", since(after)),
          row -> {
            tally.optOut(
                row.getLong(1),
                new PhoneNumber(row.getString(2)),
                new PhoneNumber(row.getString(3)));
          },
          after);
    }
  }

  private String since(long after) {
    Long resumed = jdbc.queryForObject(RESUMED, Long.class, after);
    return resumed == null || resumed == 0 ? NONE_RESUMED : SINCE_RESUMED;
  }

  /** The last attempt that is too old to count: there is no index by time, and none is needed. */
  private long beforeCounted() {
    OffsetDateTime since = clock.instant().minus(COUNTED).atOffset(ZoneOffset.UTC);
    long low = 0;
    long high = highest();
    while (low < high) {
      long middle = low + (high - low) / 2;
      List<OffsetDateTime> began = jdbc.queryForList(BEGAN_AFTER, OffsetDateTime.class, middle);
      if (began.isEmpty() || !began.get(0).isBefore(since)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
