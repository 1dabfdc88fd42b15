package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every message is what its tries say, went once at most, and is not left half sent (E2, R6). */
@Component
@Order(4)
class MessageCheck implements Check {
  private static final int PAGE = 1000;
  private static final String ACCOUNTS =
      """
      select m.id, m.status, m.channel, i.run_id as intent_of,
        sum(case when %s then 1 else 0 end)
          as texted,
        sum(case when %s then 1 else 0 end) as emailed,
        sum(case when %s then 1 else 0 end) as in_doubt,
        sum(case when %s then 1 else 0 end) as undecided
      from message m
      left join attempt a on a.message_id = m.id
      left join intent i on i.message_id = m.id
      where m.id in (select id from message where id > ? order by id fetch first 1000 rows only)
      group by m.id, m.status, m.channel, i.run_id order by m.id
      """
          .formatted(
              Standing.TAKEN.byText().of("a"),
              Standing.in(MessageStatus.SENT).byEmail().of("a"),
              Standing.in(MessageStatus.IN_DOUBT).byText().of("a"),
              Standing.in(MessageStatus.UNKNOWN).of("a"));

  private final JdbcTemplate jdbc;

  MessageCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String run(Consumer<Violation> violated) {
    long messages = 0;
    List<MessageAccount> page;
    long last = 0;
    do {
      page = jdbc.query(ACCOUNTS, (row, n) -> read(row), last);
      for (MessageAccount account : page) {
        account.violations().forEach(violated);
        last = account.id();
      }
      messages += page.size();
    } while (page.size() == PAGE);
    return Words.count(messages, "message");
  }

  private static MessageAccount read(ResultSet row) throws SQLException {
    long intent = row.getLong("intent_of");
    @Nullable Long intentOf = row.wasNull() ? null : intent;
    return new MessageAccount(
        row.getLong("id"),
        MessageStatus.valueOf(row.getString("status")),
        row.getString("channel"),
        row.getInt("texted"),
        row.getInt("emailed"),
        row.getInt("in_doubt"),
        row.getInt("undecided"),
        intentOf);
  }
}
