package org.heed.message;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How many messages there are in each status. */
@Component
public class QueueCounts {
  private static final String COUNTS =
      """
      select m.status, count(*) from message m
      where m.campaign_id in (select id from campaign where accepted_at is not null)
      group by m.status
      """;

  private final JdbcTemplate jdbc;

  QueueCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Each status with its count, 0 included, in the order of a message's life. */
  public Map<MessageStatus, Long> byStatus() {
    Map<MessageStatus, Long> counts = new EnumMap<>(MessageStatus.class);
    for (MessageStatus status : MessageStatus.values()) {
      counts.put(status, 0L);
    }
    jdbc.query(
        COUNTS,
        row -> {
          counts.put(MessageStatus.valueOf(row.getString(1).strip()), row.getLong(2));
        });
    return counts;
  }
}
