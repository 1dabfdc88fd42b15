package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.Times;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A no is somebody's who held the phone it was said from when it was said; where several did and it
 * names none of them, it is that of all (O1, O7).
 */
@Component
@Order(2)
class HolderCheck implements Check {
  // A confirmed reply names no phone it was said from: its review does.
  private static final String NOES =
      """
      select e.id, e.number, e.person_id, p.student_id, e.evidence, e.recorded_at,
        coalesce(e.here_at, e.occurred_at) as said_at, coalesce(e.said_from, (
          select r.number from review r where r.sid = case
            when e.evidence like 'reply %, confirmed by %'
            then substring(e.evidence from 7 for position(', ' in e.evidence) - 7) end
          and r.reads_as not in ('WRONG_NUMBER', 'BLOCKED'))) as said_from
      from consent_event e left join person p on p.id = e.person_id
      where e.sms_status = 'DISABLED' and e.learned_from in ('GATEWAY_21610', 'REPLY')
        and e.id > ? order by e.id fetch first 500 rows only
      """;
  private static final String SPANS =
      """
      select person_id, number, listed_at, cast(null as timestamp(6) with time zone) as ended_at
      from listing where %1$s in (:keys)
      union all
      select person_id, number, listed_at, ended_at from former_listing where %1$s in (:keys)
      """;
  private static final String SAID =
      "select number, evidence from consent_event where evidence in (:keys)";

  private record No(
      long id,
      String number,
      @Nullable Long person,
      boolean nameless,
      String evidence,
      Instant recordedAt,
      Instant saidAt,
      @Nullable String saidFrom) {
    private boolean isOwn() {
      return number.equals(saidFrom);
    }

    private Violation violation(String words) {
      return new Violation("O7", "event " + id, Phrases.of("audit.holder", saidFrom, words));
    }
  }

  private record Span(long person, String number, Instant from, @Nullable Instant until) {
    private boolean covers(Instant first, Instant last) {
      return !from.isAfter(first) && (until == null || until.isAfter(last));
    }

    /** Times of the gateway are whole seconds. */
    private boolean mayCover(Instant at) {
      return covers(at.plusSeconds(1), at);
    }

    private boolean surelyCovers(Instant at) {
      return covers(at, at.plusSeconds(1));
    }
  }

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  HolderCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  @Override
  public String run(Consumer<Violation> violated) {
    long noes = 0;
    for (List<No> page = page(0); !page.isEmpty(); page = page(page.get(page.size() - 1).id())) {
      List<No> said = page.stream().filter(no -> no.saidFrom() != null).toList();
      noes += said.stream().filter(no -> no.person() != null || no.isOwn()).count();
      check(said, violated);
    }
    return Phrases.of("audit.holder.checked", Words.count(noes, "opt-out"));
  }

  private List<No> page(long after) {
    return jdbc.query(NOES, (row, n) -> no(row), after);
  }

  private void check(List<No> noes, Consumer<Violation> violated) {
    Map<String, List<Span>> holders = new HashMap<>();
    spans("number", noes.stream().map(No::saidFrom).distinct().toList())
        .forEach(
            span -> holders.computeIfAbsent(span.number(), key -> new ArrayList<>()).add(span));
    Map<No, List<Long>> all = new HashMap<>();
    for (No no : noes) {
      List<Span> spans = holders.getOrDefault(Objects.requireNonNull(no.saidFrom()), List.of());
      List<Long> sure =
          spans.stream().filter(s -> s.surelyCovers(no.saidAt())).map(Span::person).toList();
      Long person = no.person();
      if (person == null) {
        if (no.isOwn()) {
          all.put(no, sure);
        }
        continue;
      }
      List<Long> held =
          spans.stream().filter(s -> s.mayCover(no.saidAt())).map(Span::person).toList();
      if (!held.isEmpty() && !held.contains(person)) {
        violated.accept(no.violation(Phrases.of("audit.holder.none")));
      } else if (no.isOwn()
          && no.nameless()
          && sure.stream().anyMatch(one -> !one.equals(person))) {
        violated.accept(no.violation(Phrases.of("audit.holder.nobody")));
      }
    }
    covered(all, violated);
  }

  /** Every phone listed for one of them when it was recorded has an event by the same evidence. */
  private void covered(Map<No, List<Long>> noes, Consumer<Violation> violated) {
    Map<Long, List<Span>> phones = new HashMap<>();
    spans("person_id", noes.values().stream().flatMap(List::stream).distinct().toList())
        .forEach(span -> phones.computeIfAbsent(span.person(), key -> new ArrayList<>()).add(span));
    Set<List<String>> known = new HashSet<>();
    if (!noes.isEmpty()) {
      named.query(
          SAID,
          Map.of("keys", noes.keySet().stream().map(No::evidence).distinct().toList()),
          (RowCallbackHandler) row -> known.add(List.of(row.getString(1), row.getString(2))));
    }
    noes.forEach(
        (no, people) ->
            people.stream()
                .flatMap(person -> phones.getOrDefault(person, List.of()).stream())
                .filter(span -> span.covers(no.recordedAt(), no.recordedAt()))
                .map(Span::number)
                .distinct()
                .filter(number -> !known.contains(List.of(number, no.evidence())))
                .forEach(
                    number ->
                        violated.accept(no.violation(Phrases.of("audit.holder.all", number)))));
  }

  private List<Span> spans(String column, List<?> keys) {
    List<Span> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += 500) {
      found.addAll(
          named.query(
              SPANS.formatted(column),
              Map.of("keys", keys.subList(from, Math.min(from + 500, keys.size()))),
              (row, n) -> {
                return new Span(
                    row.getLong("person_id"),
                    row.getString("number"),
                    time(row, "listed_at"),
                    Times.atOrNull(row, "ended_at"));
              }));
    }
    return found;
  }

  private static No no(ResultSet row) throws SQLException {
    Long person = row.getObject("person_id", Long.class);
    return new No(
        row.getLong("id"),
        row.getString("number"),
        person,
        person != null && row.getString("student_id") == null,
        row.getString("evidence"),
        time(row, "recorded_at"),
        time(row, "said_at"),
        row.getString("said_from"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
