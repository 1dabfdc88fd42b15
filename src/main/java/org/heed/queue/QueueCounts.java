package org.heed.queue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How many messages there are in each status, and which wait for a person. */
@Component
public class QueueCounts {
  private static final String COUNTS =
      """
      select m.status, count(*) from message m
      where m.campaign_id in (select id from campaign where accepted_at is not null)
      group by m.status
      """;

  private static final String BEING_SENT = "select count(*) from intent";
  private static final String UNDECIDED =
      """
      select m.id, c.name as campaign, p.student_id, m.channel,
        coalesce(s.name, m.sender) as sender_name,
        (select max(a.attempted_at) from attempt a
          where a.message_id = m.id and a.status = 'UNKNOWN') as attempted_at
      from message m join campaign c on c.id = m.campaign_id
      join person p on p.id = m.person_id
      left join sender s on s.number = m.sender
      where m.id in (select id from message where status = 'UNKNOWN'
        order by status, channel, id limit 100)
      order by m.id
      """;

  private final JdbcTemplate jdbc;

  QueueCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Each status with its count, 0 included, in the order of a message's life. */
  public Map<MessageStatus, Long> byStatus() {
    Map<MessageStatus, Long> counts = new EnumMap<>(MessageStatus.class);
    for (MessageStatus status : EnumSet.complementOf(EnumSet.of(MessageStatus.RELEASED))) {
      counts.put(status, 0L);
    }
    jdbc.query(
        COUNTS,
        row -> {
          counts.put(MessageStatus.valueOf(row.getString(1).strip()), row.getLong(2));
        });
    Long sending = jdbc.queryForObject(BEING_SENT, Long.class);
    if (sending != null && sending > 0) {
      // The message of an intent is READY until its outcome is known.
      counts.merge(MessageStatus.SENDING, sending, Long::sum);
      counts.merge(MessageStatus.READY, -sending, Long::sum);
    }
    return counts;
  }

  /**
   * A message of which nobody can tell whether it went.
   *
   * @param studentId null: known by phone only
   * @param channel SMS or EMAIL
   */
  public record Undecided(
      long messageId,
      String campaign,
      @Nullable String studentId,
      String channel,
      String sender,
      Instant attemptedAt) {

    /** Whether it was a text. */
    public boolean isText() {
      return Channel.SMS.is(channel);
    }
  }

  /** The oldest messages for a person to decide, at most 100. */
  public List<Undecided> undecided() {
    return jdbc.query(
        UNDECIDED,
        (row, n) ->
            new Undecided(
                row.getLong("id"),
                row.getString("campaign"),
                row.getString("student_id"),
                row.getString("channel"),
                row.getString("sender_name"),
                Times.at(row, "attempted_at")));
  }
}
