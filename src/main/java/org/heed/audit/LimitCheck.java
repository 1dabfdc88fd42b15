package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.address.Times;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.settings.TextLimit;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * While a limit held no person and no phone got more texts than that (R11), those of an emergency
 * aside. Whoever shared a number then is not looked at: that may have changed since.
 */
@Component
@Order(7)
class LimitCheck implements Check {
  private static final String LIMITS = "select most, seconds, since from text_limit order by id";
  // What was found in the gateway's log only (run 0) no claim knew of, nor that a text arrived
  // whose place an email had taken. Workers number from blocks of their own: ids tell no order.
  private static final String TEXTS =
      """
      select %%1$s as whose, m.id as message_id, m.urgent, a.id, a.attempted_at
      from message m join attempt a on a.message_id = m.id
      where %%1$s in (:page) and a.attempted_at > :since and a.run_id <> 0
        and %s and (%s or %s)
      order by 1, a.attempted_at, m.urgent, a.id
      """
          .formatted(
              Standing.MAY_LEAVE.byText().unindexed("a"),
              Standing.notIn(MessageStatus.DELIVERED).unindexed("a"),
              Standing.TEXT.unindexed("m"));
  private static final String PEOPLE = "select id from person where id > ? order by id limit 500";
  private static final String PHONES =
      "select number from phone where number > ? order by number limit 500";

  private record Since(TextLimit limit, Instant since) {}

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  LimitCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  @Override
  public String run(Consumer<Violation> violated) {
    List<Since> limits = jdbc.query(LIMITS, (row, n) -> read(row));
    long[] texts = {0};
    if (!limits.isEmpty()) {
      for (List<Long> page = jdbc.queryForList(PEOPLE, Long.class, 0L);
          !page.isEmpty();
          page = jdbc.queryForList(PEOPLE, Long.class, page.get(page.size() - 1))) {
        texts[0] += check("m.person_id", page, limits, "person", violated);
      }
      for (List<String> page = jdbc.queryForList(PHONES, String.class, "");
          !page.isEmpty();
          page = jdbc.queryForList(PHONES, String.class, page.get(page.size() - 1))) {
        check("a.destination", page, limits, "phone", violated);
      }
    }
    return Phrases.of("audit.limit.checked", Words.count(texts[0], "text"));
  }

  private long check(
      String column,
      Collection<?> page,
      List<Since> limits,
      String what,
      Consumer<Violation> violated) {
    Duration longest =
        limits.stream().map(one -> one.limit().within()).max(Duration::compareTo).orElseThrow();
    Deque<Instant> before = new ArrayDeque<>();
    Object[] whose = {null};
    long[] texts = {0};
    named.query(
        TEXTS.formatted(column),
        Map.of("page", page, "since", Times.utc(limits.get(0).since().minus(longest))),
        (RowCallbackHandler)
            row -> {
              if (!row.getObject("whose").equals(whose[0])) {
                whose[0] = row.getObject("whose");
                before.clear();
              }
              Instant at = Times.at(row, "attempted_at");
              while (!before.isEmpty() && !before.element().plus(longest).isAfter(at)) {
                before.remove();
              }
              TextLimit limit = limitAt(limits, at);
              if (limit != null) {
                texts[0]++;
                if (!row.getBoolean("urgent") && limit.opens(before, at).isAfter(at)) {
                  violated.accept(tooMany(row.getLong("message_id"), what, limit, at));
                }
              }
              before.add(at);
            });
    return texts[0];
  }

  private static Violation tooMany(long message, String what, TextLimit limit, Instant at) {
    return new Violation("R11", "message " + message, Phrases.of("audit.limit", at, limit, what));
  }

  private static @Nullable TextLimit limitAt(List<Since> limits, Instant at) {
    TextLimit found = null;
    for (Since one : limits) {
      if (!one.since().isAfter(at)) {
        found = one.limit().most() > 0 ? one.limit() : null;
      }
    }
    return found;
  }

  private static Since read(ResultSet row) throws SQLException {
    return new Since(
        new TextLimit(row.getInt("most"), Duration.ofSeconds(row.getLong("seconds"))),
        Times.at(row, "since"));
  }
}
