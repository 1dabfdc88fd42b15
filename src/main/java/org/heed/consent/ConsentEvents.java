package org.heed.consent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.storage.Where;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All that was said and decided about texts, opt-outs, opt-ins and holds, in the order of recording
 * and with whom it was about; read page by page.
 */
@Component
public class ConsentEvents {
  private static final int PAGE = 500;
  private static final String LEDGER =
      """
      select e.*, w.body as wording
      from (
        select id, number, person_id, sms_status, occurred_at,
          coalesce(here_at, occurred_at) as here_at, recorded_at, learned_from, sender, evidence,
          reason, basis, basis_source, wording_hash, captured_at, captured_by
        from consent_event where id > ?%s order by id fetch first 500 rows only) e
      left join wording w on w.hash = e.wording_hash order by e.id
      """;
  private static final String HOLDS =
      """
      select id, review_id, fact, number, person_id, sid, sender, body, said_at, occurred_at,
        recorded_at, staff, reason, reads_as
      from (
        select h.id, h.review_id, h.fact, h.number, h.person_id, h.sid, h.sender, h.body, h.said_at,
          case when h.fact = 'HOLD' then h.said_at else h.recorded_at end as occurred_at,
          h.recorded_at, h.staff, h.reason, r.reads_as,
          cast(null as integer) as error_code, cast(null as varchar(500)) as error
        from hold_fact h join review r on r.id = h.review_id) hold
      where id > ?%s order by id fetch first 500 rows only
      """;
  private static final String COVERED =
      """
      select distinct review_id, person_id from hold_fact
      where review_id in (:ids) and fact = 'HOLD' and person_id is not null
      order by review_id, person_id
      """;
  private static final String PEOPLE =
      "select id, student_id, first_name, last_name from person where id in (:ids)";

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  ConsentEvents(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Somebody an event was about; the id is empty where the phone alone is known. */
  public record Who(
      @Nullable String studentId, @Nullable String firstName, @Nullable String lastName) {
    static final Who NOBODY = new Who(null, null, null);
  }

  /**
   * One event about one person.
   *
   * @param what ENABLED, DISABLED, HOLD, RELEASED or CONFIRMED
   * @param learnedFrom null: nobody said it, it followed
   * @param by who at the institution decided; null: nobody there did
   * @param basis on what it rests; null: nobody said
   * @param key what it has in common with the same event about others
   */
  public record Event(
      String what,
      String phone,
      Who who,
      Instant occurredAt,
      Instant recordedAt,
      @Nullable String learnedFrom,
      @Nullable String sender,
      String evidence,
      @Nullable String by,
      @Nullable String reason,
      @Nullable Basis basis,
      String key) {}

  /**
   * Gives each event, once for each person it was about.
   *
   * @param ledger on {@code consent_event}
   * @param holds the same on the columns of a hold
   */
  public void each(Where ledger, Where holds, Consumer<Event> to) {
    Reading events = new Reading(LEDGER, ledger, (row, n) -> StoredEvent.said(row));
    Reading facts = new Reading(HOLDS, holds, (row, n) -> StoredEvent.held(row));
    while (true) {
      StoredEvent event = events.peek();
      StoredEvent fact = facts.peek();
      if (event == null && fact == null) {
        return;
      }
      boolean first =
          fact == null
              || (event != null && !event.event().recordedAt().isAfter(fact.event().recordedAt()));
      (first ? events : facts).take().forEach(to);
    }
  }

  private final class Reading {
    private final String sql;
    private final Where where;
    private final RowMapper<StoredEvent> mapper;
    private final Deque<StoredEvent> rows = new ArrayDeque<>();
    private final Map<Long, Set<Long>> covered = new HashMap<>();
    private final Map<Long, Who> people = new HashMap<>();
    private Holders holders = new Holders(jdbc, List.of());
    private long last;
    private boolean more = true;

    Reading(String sql, Where where, RowMapper<StoredEvent> mapper) {
      this.sql = sql.formatted(where.sql());
      this.where = where;
      this.mapper = mapper;
    }

    @Nullable StoredEvent peek() {
      if (rows.isEmpty() && more) {
        List<Object> values = new ArrayList<>(List.of(last));
        values.addAll(where.values());
        rows.addAll(template.query(sql, mapper, values.toArray()));
        more = rows.size() == PAGE;
        learn();
      }
      return rows.peek();
    }

    /** The next one, once for each person it was about. */
    List<Event> take() {
      StoredEvent row = rows.remove();
      last = row.id();
      Long person = row.person();
      List<Event> told = new ArrayList<>();
      for (Long id : about(row)) {
        boolean other = person != null && !person.equals(id);
        told.add(row.about(people.getOrDefault(id, Who.NOBODY), other));
      }
      return told.isEmpty() ? List.of(row.event()) : told;
    }

    /** Whom the page's events were about. */
    private void learn() {
      covered.clear();
      people.clear();
      holders =
          new Holders(
              jdbc, rows.stream().map(StoredEvent::phone).filter(Objects::nonNull).toList());
      Pages.each(
          rows.stream().map(StoredEvent::review).filter(review -> review > 0).toList(),
          page ->
              jdbc.sql(COVERED)
                  .param("ids", page)
                  .query(
                      row -> {
                        covered
                            .computeIfAbsent(row.getLong(1), key -> new LinkedHashSet<>())
                            .add(row.getLong(2));
                      }));
      Set<Long> ids = new HashSet<>();
      rows.forEach(row -> ids.addAll(about(row)));
      names(ids);
    }

    private void names(Collection<Long> ids) {
      Pages.each(
          ids,
          page ->
              jdbc.sql(PEOPLE)
                  .param("ids", page)
                  .query(
                      row -> {
                        people.put(
                            row.getLong(1),
                            new Who(row.getString(2), row.getString(3), row.getString(4)));
                      }));
    }

    private Set<Long> about(StoredEvent row) {
      Long person = row.person();
      if (row.review() > 0 && person != null) {
        return Set.of(person);
      }
      Set<Long> held = covered.get(row.review());
      PhoneNumber phone = row.phone();
      return held != null
          ? held
          : phone == null ? Set.of() : holders.about(phone, person, row.here());
    }
  }
}
