package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.Times;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * No text began or was called to a phone or a person on hold, and what is on hold is what the facts
 * say (L3).
 */
@Component
@Order(5)
class HoldCheck implements Check {
  private static final String HOLDS =
      """
      select h.id, h.review_id, h.number, h.person_id, h.recorded_at,
        (select min(e.recorded_at) from hold_fact e
          where e.review_id = h.review_id and e.fact <> 'HOLD') as ended_at
      from hold_fact h where h.fact = 'HOLD' and h.id > ? order by h.id fetch first 500 rows only
      """;
  private static final String TEXTS =
      """
      select a.message_id, a.destination, a.attempted_at,
        coalesce(a.called_at, a.attempted_at) as called_at, m.person_id
      from attempt a join message m on m.id = a.message_id
      where (a.destination in (:numbers) or m.person_id in (:people)) and %s
        and a.run_id <> 0
      union all
      select i.message_id, i.destination, i.started_at, i.started_at, m.person_id
      from intent i join message m on m.id = i.message_id
      where i.destination in (:numbers) or m.person_id in (:people)
      """
          .formatted(Standing.TEXT.of("a"));
  private static final String STANDING =
      """
      exists (select 1 from hold_fact h where h.fact = 'HOLD' and h.%s and not exists
        (select 1 from hold_fact e where e.review_id = h.review_id and e.fact <> 'HOLD'))
      """;
  private static final String DIFFERENT =
      "select 'phone ' || number from phone where held is not null and not "
          + STANDING.formatted("number = phone.number")
          + " union select 'person ' || id from person where held is not null and not "
          + STANDING.formatted("person_id = person.id")
          + " union select 'reply ' || id from review where hold_state = 'HOLD' and not "
          + STANDING.formatted("review_id = review.id")
          + " union select 'reply ' || id from review where (hold_state is null or hold_state"
          + " <> 'HOLD' or dismissed_at is not null) and id in"
          + " (select review_id from hold_fact) and "
          + STANDING.formatted("review_id = review.id")
          + " union select 'phone ' || number from phone where held is null and number in"
          + " (select number from hold_fact) and "
          + STANDING.formatted("number = phone.number")
          + " union select 'person ' || id from person where held is null and id in"
          + " (select person_id from hold_fact) and "
          + STANDING.formatted("person_id = person.id");

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  HoldCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  private record Hold(
      long id,
      long review,
      String number,
      @Nullable Long personId,
      Instant from,
      @Nullable Instant until) {
    /** One that is recorded at that very time came after. */
    boolean covers(String phone, long person, Instant at) {
      return (number.equals(phone) || (personId != null && personId == person))
          && at.isAfter(from)
          && (until == null || at.isBefore(until));
    }
  }

  @Override
  public String run(Consumer<Violation> violated) {
    Set<Long> reviews = new HashSet<>();
    for (List<Hold> page = page(0); !page.isEmpty(); page = page(page.get(page.size() - 1).id())) {
      page.forEach(hold -> reviews.add(hold.review()));
      check(page, violated);
    }
    jdbc.query(
        DIFFERENT,
        row -> {
          violated.accept(new Violation("L3", row.getString(1), Phrases.of("audit.hold.state")));
        });
    return Words.count(reviews.size(), "hold");
  }

  private List<Hold> page(long after) {
    return jdbc.query(
        HOLDS,
        (row, n) -> {
          long person = row.getLong("person_id");
          Long personId = row.wasNull() ? null : person;
          return new Hold(
              row.getLong("id"),
              row.getLong("review_id"),
              row.getString("number"),
              personId,
              Times.at(row, "recorded_at"),
              Times.atOrNull(row, "ended_at"));
        },
        after);
  }

  private void check(List<Hold> page, Consumer<Violation> violated) {
    Set<String> numbers = new HashSet<>();
    Set<Long> people = new HashSet<>(Set.of(-1L));
    for (Hold hold : page) {
      numbers.add(hold.number());
      Long person = hold.personId();
      if (person != null) {
        people.add(person);
      }
    }
    named.query(
        TEXTS,
        Map.of("numbers", numbers, "people", people),
        row -> {
          check(row, page, violated);
        });
  }

  private static void check(ResultSet row, List<Hold> page, Consumer<Violation> violated)
      throws SQLException {
    String phone = row.getString("destination");
    long person = row.getLong("person_id");
    Instant began = Times.at(row, "attempted_at");
    Instant called = Times.at(row, "called_at");
    long message = row.getLong("message_id");
    page.stream()
        .filter(hold -> hold.covers(phone, person, began) || hold.covers(phone, person, called))
        .findFirst()
        .ifPresent(
            hold ->
                violated.accept(
                    new Violation(
                        "L3",
                        "message " + message,
                        Phrases.of(
                            "audit.hold.text", phone, began, called, hold.review(), hold.from()))));
  }
}
