package org.heed.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.History;
import org.heed.consent.ReviewList;
import org.heed.consent.SettledReplies;
import org.heed.consent.SmsStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Every reply of a phone that was read, whatever it says (E2). */
@Component
public class ReplyBook {
  private static final String REPLIES =
      """
      select sid, number, sender, body, created_at, read_at from gateway_log
      where kind = 'REPLY' and number in (:numbers) order by created_at, list_order
      """;

  private final NamedParameterJdbcTemplate jdbc;
  private final ReviewList open;
  private final SettledReplies settled;

  ReplyBook(JdbcTemplate jdbc, ReviewList open, SettledReplies settled) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    this.open = open;
    this.settled = settled;
  }

  /**
   * The replies of these phones in the order of their sending.
   *
   * @param ledger every event of the phones
   */
  public List<Reply> of(Collection<PhoneNumber> phones, Collection<History.Event> ledger) {
    if (phones.isEmpty()) {
      return List.of();
    }
    Collection<String> numbers = phones.stream().map(PhoneNumber::e164).toList();
    Map<String, ReviewList.Entry> waiting = new HashMap<>();
    open.of(numbers).forEach(entry -> waiting.put(entry.sid(), entry));
    Map<String, SettledReplies.Settled> ended = new HashMap<>();
    settled.of(numbers).forEach(one -> ended.put(one.reply().sid(), one));
    return jdbc.query(
        REPLIES,
        Map.of("numbers", numbers),
        (row, n) -> {
          String sid = row.getString("sid");
          return reply(row, turned(sid, ledger), waiting.get(sid), ended.get(sid));
        });
  }

  private static @Nullable SmsStatus turned(String sid, Collection<History.Event> ledger) {
    return ledger.stream()
        .filter(one -> one.restsOn(sid))
        .map(History.Event::status)
        .findFirst()
        .orElse(null);
  }

  private static Reply reply(
      ResultSet row,
      @Nullable SmsStatus turned,
      ReviewList.@Nullable Entry open,
      SettledReplies.@Nullable Settled settled)
      throws SQLException {
    String body = row.getString("body");
    return new Reply(
        row.getString("sid"),
        new PhoneNumber(row.getString("number")),
        row.getString("sender"),
        body == null ? "" : body,
        Times.at(row, "created_at"),
        Times.at(row, "read_at"),
        turned,
        open,
        settled);
  }
}
