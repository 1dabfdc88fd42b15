package org.heed.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heed.address.Times;
import org.heed.queue.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Each no of a person from one of their phones, and what was texted to that phone after it (E7). A
 * refused text and the STOP it was refused for are one no, from the first word until an opt-in.
 */
@Component
class Noes {
  private static final String LEARNED =
      """
      select id, number from consent_event
      where id > ? and recorded_at >= ? and recorded_at < ? and sms_status = 'DISABLED'
        and said_from = number
      order by id fetch first 500 rows only
      """;
  private static final String EVENTS =
      """
      select id, number, sms_status, sender, said_from, learned_from, occurred_at, recorded_at,
        evidence, list_order
      from consent_event where number in (:numbers) order by id
      """;
  private static final String TEXTS =
      """
      select destination, attempted_at, coalesce(called_at, attempted_at) as called_at,
        coalesce(gateway_at, attempted_at) as left_at
      from attempt where destination in (:numbers) and run_id <> 0 and %s
      """
          .formatted(Standing.MAY_HAVE_LEFT.byText().of(""));

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final DelayFile delays;

  Noes(JdbcTemplate jdbc, DelayFile delays) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.delays = delays;
  }

  /**
   * One no.
   *
   * @param learnedFrom what told Heed first
   * @param saidAt when the person said it; null: no reply shows it
   * @param knownAt when Heed knew
   * @param lastTextAt the last text to that phone between then and an opt-in; null: there was none
   * @param after how many texts began after Heed knew
   */
  record No(
      String learnedFrom,
      @Nullable Instant saidAt,
      Instant knownAt,
      @Nullable Instant lastTextAt,
      long after) {}

  private record Event(
      DelayFile.OptedOut said,
      String number,
      boolean off,
      boolean own,
      Instant occurredAt,
      long order) {

    /** Whether it happened after that; of one second the gateway's list tells. */
    boolean isAfter(Instant since, long place) {
      return occurredAt.isAfter(since) || (occurredAt.equals(since) && place > 0 && order > place);
    }
  }

  private record Text(Instant beganAt, Instant calledAt, Instant leftAt) {}

  /** Gives each that Heed came to know in this time. */
  void each(Instant from, Instant to, Consumer<No> found) {
    long last = 0;
    while (true) {
      Map<Long, String> page = new HashMap<>();
      jdbc.query(
          LEARNED,
          row -> {
            page.put(row.getLong(1), row.getString(2));
          },
          last,
          Times.utc(from),
          Times.utc(to));
      if (page.isEmpty()) {
        return;
      }
      last = page.keySet().stream().max(Long::compare).orElseThrow();
      of(page.keySet(), new TreeSet<>(page.values()), found);
    }
  }

  private void of(Set<Long> ids, Collection<String> numbers, Consumer<No> found) {
    Map<String, List<Event>> events =
        named.query(EVENTS, Map.of("numbers", numbers), (row, n) -> event(row)).stream()
            .collect(Collectors.groupingBy(Event::number));
    Map<String, List<DelayFile.Contact>> stops = delays.stops(numbers);
    Map<String, List<Text>> texts = new HashMap<>();
    named.query(
        TEXTS,
        Map.of("numbers", numbers),
        row -> {
          texts
              .computeIfAbsent(row.getString("destination"), number -> new ArrayList<>())
              .add(
                  new Text(
                      Times.at(row, "attempted_at"),
                      Times.at(row, "called_at"),
                      Times.at(row, "left_at")));
        });
    events.forEach(
        (number, all) ->
            noes(all).stream()
                .filter(no -> ids.contains(no.get(0).said().id()))
                .map(
                    no ->
                        no(
                            no,
                            all,
                            stops.getOrDefault(number, List.of()),
                            texts.getOrDefault(number, List.of())))
                .forEach(found));
  }

  /** The noes of a phone: its own words off, up to an opt-in that happened after them. */
  private static List<List<Event>> noes(List<Event> events) {
    List<List<Event>> noes = new ArrayList<>();
    for (Event event : events) {
      if (!event.off() || !event.own()) {
        continue;
      }
      List<Event> same = null;
      for (List<Event> no : noes) {
        if (events.stream().noneMatch(on -> !on.off() && isBetween(on, no.get(0), event))) {
          same = no;
        }
      }
      if (same == null) {
        noes.add(new ArrayList<>(List.of(event)));
      } else {
        same.add(event);
      }
    }
    return noes;
  }

  private static boolean isBetween(Event on, Event one, Event other) {
    boolean forth =
        on.occurredAt().isAfter(one.occurredAt()) && on.occurredAt().isBefore(other.occurredAt());
    boolean back =
        on.occurredAt().isAfter(other.occurredAt()) && on.occurredAt().isBefore(one.occurredAt());
    return forth || back;
  }

  private static No no(
      List<Event> no, List<Event> all, List<DelayFile.Contact> stops, List<Text> texts) {
    Event first = no.get(0);
    Instant said = null;
    Instant at = first.occurredAt();
    for (Event one : no) {
      Instant replied =
          one.said().learnedFrom().equals("REPLY")
              ? one.occurredAt()
              : DelayFile.lastStop(one.said(), stops);
      said = said == null || (replied != null && replied.isBefore(said)) ? replied : said;
      at = one.occurredAt().isBefore(at) ? one.occurredAt() : at;
    }
    Instant since = said == null ? at : said;
    long place =
        no.stream()
            .filter(one -> one.occurredAt().equals(since))
            .mapToLong(Event::order)
            .max()
            .orElse(0);
    Instant end =
        all.stream()
            .filter(event -> !event.off() && event.isAfter(since, place))
            .map(Event::occurredAt)
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    Instant known = first.said().knownAt();
    List<Text> after =
        texts.stream()
            .filter(text -> text.leftAt().isAfter(since) && text.leftAt().isBefore(end))
            .toList();
    return new No(
        first.said().learnedFrom(),
        said,
        known,
        after.stream().map(Text::leftAt).max(Instant::compareTo).orElse(null),
        after.stream().filter(text -> text.calledAt().isAfter(known)).count());
  }

  private static Event event(ResultSet row) throws SQLException {
    String number = row.getString("number");
    String sender = row.getString("sender");
    return new Event(
        new DelayFile.OptedOut(
            row.getLong("id"),
            number,
            sender == null ? "" : sender,
            row.getString("learned_from"),
            Times.at(row, "occurred_at"),
            Times.at(row, "recorded_at"),
            row.getString("evidence")),
        number,
        row.getString("sms_status").strip().equals("DISABLED"),
        number.equals(row.getString("said_from")),
        Times.at(row, "occurred_at"),
        row.getLong("list_order"));
  }
}
