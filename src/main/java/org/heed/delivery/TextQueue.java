package org.heed.delivery;

import java.util.List;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is routed to SMS, page by page in queue order. */
@Component
class TextQueue {
  private static final String PAGE =
      """
      select m.id, m.person_id, p.lane, m.sender, m.destination
      from message m join person p on p.id = m.person_id
      where m.id in (select id from message
        where status = 'READY' and channel = 'SMS' and id > ? order by status, channel, id limit 1000)
      order by m.id
      """;
  private static final String ANY =
      """
      select id from message where status = 'READY' and channel = 'SMS'
      order by status, channel, id limit 1
      """;

  private final JdbcTemplate jdbc;
  private long last;

  TextQueue(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Begins again at the oldest. */
  void rewind() {
    last = 0;
  }

  boolean isEmpty() {
    return jdbc.queryForList(ANY, Long.class).isEmpty();
  }

  /** The next at most 1,000; empty: there are no more. */
  List<QueuedText> next() {
    List<QueuedText> page =
        jdbc.query(
            PAGE,
            (row, n) ->
                new QueuedText(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    new PhoneNumber(row.getString(4)),
                    new PhoneNumber(row.getString(5))),
            last);
    if (!page.isEmpty()) {
      last = page.get(page.size() - 1).id();
    }
    return page;
  }
}
