package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Every phone's status is what the rules say when they are read a second time (E1, L4), and who
 * said no to a sender is known to be refused there (O8).
 */
@Component
@Order(2)
class StatusCheck implements Check {
  private static final String PHONES =
      "select number, sms_status from phone where number > ? order by number"
          + " fetch first 500 rows only";
  // What was replied to a number that is no sender of ours turns nothing on.
  private static final String WORDS =
      """
      select number, id, sms_status, occurred_at, list_order, coalesce(here_at, occurred_at),
        override_of_said, learned_from
      from consent_event e where number in (:numbers) and not (learned_from = 'REPLY'
        and sms_status = 'ENABLED'
        and not exists (select 1 from sender s where s.number = e.sender))
      order by number, id
      """;

  /** Senders the gateway refuses, by what was said to them, that are not known to be refused. */
  private static final String NOT_REFUSED =
      """
      select distinct p.number, p.sender from consent_event e
      join pair p on p.number = e.number and p.sender = e.sender and p.refused_since is null
      where e.sms_status = 'DISABLED' and e.said_from = e.number
        and (p.lifted_at is null or e.occurred_at >= p.lifted_at)
        and not exists (select 1 from consent_event o where o.number = e.number
          and o.sender = e.sender and o.said_from = o.number and o.sms_status = 'ENABLED'
          and o.occurred_at >= e.occurred_at)
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  StatusCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  @Override
  public String run(Consumer<Violation> violated) {
    long phones = 0;
    String last = "";
    for (Map<String, String> page = page(last); !page.isEmpty(); page = page(last)) {
      Map<String, List<StandingNo.Word>> words = words(page);
      for (Map.Entry<String, String> phone : page.entrySet()) {
        last = phone.getKey();
        String expected = StandingNo.status(words.getOrDefault(last, List.of()));
        if (!expected.equals(phone.getValue())) {
          violated.accept(
              new Violation(
                  "L4", "phone " + last, Phrases.of("audit.status", phone.getValue(), expected)));
        }
      }
      phones += page.size();
    }
    jdbc.query(
        NOT_REFUSED,
        (RowCallbackHandler)
            row ->
                violated.accept(
                    new Violation(
                        "O8",
                        "phone " + row.getString(1),
                        Phrases.of("audit.refused", row.getString(2)))));
    return Phrases.of("audit.status.checked", Words.count(phones, "phone"));
  }

  private Map<String, String> page(String after) {
    Map<String, String> page = new LinkedHashMap<>();
    jdbc.query(
        PHONES,
        (RowCallbackHandler) row -> page.put(row.getString(1), row.getString(2).strip()),
        after);
    return page;
  }

  private Map<String, List<StandingNo.Word>> words(Map<String, String> page) {
    Map<String, List<StandingNo.Word>> words = new LinkedHashMap<>();
    named.query(
        WORDS,
        Map.of("numbers", page.keySet()),
        (RowCallbackHandler)
            row ->
                words
                    .computeIfAbsent(row.getString(1), number -> new ArrayList<>())
                    .add(read(row)));
    return words;
  }

  private static StandingNo.Word read(ResultSet row) throws SQLException {
    long order = row.getLong(5);
    Long listed = row.wasNull() ? null : order;
    String from = row.getString(8).strip();
    return new StandingNo.Word(
        row.getLong(2),
        row.getString(3).strip().equals("DISABLED"),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        listed,
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getBoolean(7) && from.equals("STAFF"),
        !from.equals("STAFF") && !from.equals("IMPORT"));
  }
}
