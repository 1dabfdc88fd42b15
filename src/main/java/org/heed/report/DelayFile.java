package org.heed.report;

import static org.heed.report.Column.number;
import static org.heed.report.Column.phone;
import static org.heed.report.Column.text;
import static org.heed.report.Column.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.Times;
import org.heed.consent.Keyword;
import org.heed.consent.Keywords;
import org.heed.queue.Standing;
import org.heed.storage.Where;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The opt-out delay (L5): when people replied STOP, when Heed knew, and what went out between. */
@Component
class DelayFile {
  static final Layout LAYOUT =
      new Layout(
          "delay",
          List.of(
              phone("phone"),
              phone("sender"),
              text("learned_from"),
              time("replied_at"),
              time("known_at"),
              number("delay_minutes"),
              number("texts_by_other_senders"),
              text("evidence")));
  private static final String OPT_OUTS =
      """
      select id, number, sender, learned_from, occurred_at, recorded_at, evidence from consent_event
      where id > ? and sms_status = 'DISABLED' and said_from = number
      """;
  private static final String REPLIES =
      """
      select number, sender, body, created_at from gateway_log
      where kind = 'REPLY' and number in (:numbers) order by created_at, list_order
      """;
  private static final String TEXTS =
      """
      select destination, sender, coalesce(gateway_at, attempted_at) as left_at from attempt
      where destination in (:numbers) and %s
      """
          .formatted(Standing.TAKEN.byText().of(""));

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Keywords keywords;

  DelayFile(JdbcTemplate jdbc, Keywords keywords) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.keywords = keywords;
  }

  /** An opt-out as the ledger has it. */
  record OptedOut(
      long id,
      String phone,
      String sender,
      String learnedFrom,
      Instant occurredAt,
      Instant knownAt,
      String evidence) {}

  /**
   * Something between a phone and a sender.
   *
   * @param off false: a reply that opts in
   */
  record Contact(String sender, Instant at, boolean off) {}

  /**
   * Writes one row an opt-out.
   *
   * @param where on consent_event
   */
  DelaySummary write(ReportFile out, Where where) {
    DelaySummary summary = new DelaySummary();
    for (List<OptedOut> page = page(0, where);
        !page.isEmpty();
        page = page(page.get(page.size() - 1).id(), where)) {
      List<String> numbers = page.stream().map(OptedOut::phone).distinct().toList();
      Map<String, List<Contact>> stops = stops(numbers);
      Map<String, List<Contact>> texts = texts(numbers);
      for (OptedOut one : page) {
        row(out, one, stops, texts, summary);
      }
    }
    return summary;
  }

  /**
   * What the delays come to, without a file.
   *
   * @param where on consent_event
   */
  DelaySummary measure(Where where) {
    return write(new Nowhere(), where);
  }

  /** Takes rows and keeps none. */
  private static final class Nowhere implements ReportFile {
    @Override
    public void row(@Nullable Object... cells) {}

    @Override
    public long rows() {
      return 0;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  private static void row(
      ReportFile out,
      OptedOut one,
      Map<String, List<Contact>> stops,
      Map<String, List<Contact>> texts,
      DelaySummary summary) {
    Instant replied =
        one.learnedFrom().equals("REPLY")
            ? one.occurredAt()
            : lastStop(one, stops.getOrDefault(one.phone(), List.of()));
    Duration delay = replied == null ? null : Duration.between(replied, one.knownAt());
    long between =
        texts.getOrDefault(one.phone(), List.of()).stream()
            .filter(text -> replied != null && text.at().isAfter(replied))
            .filter(text -> text.at().isBefore(one.knownAt()))
            .filter(text -> !text.sender().equals(one.sender()))
            .count();
    summary.add(delay, between);
    out.row(
        one.phone(),
        one.sender(),
        one.learnedFrom(),
        replied,
        one.knownAt(),
        delay == null ? null : delay.toMinutes(),
        replied == null ? null : between,
        one.evidence());
  }

  /**
   * The reply the gateway refused the text for; null: there is none, or an opt-in came after it.
   */
  static @Nullable Instant lastStop(OptedOut one, List<Contact> stops) {
    Instant last = null;
    for (Contact stop : stops) {
      if (stop.at().isAfter(one.occurredAt())) {
        continue;
      }
      if (!stop.off()) {
        // Within one second the opt-out wins (I3).
        last = stop.at().equals(one.occurredAt()) ? last : null;
      } else if (stop.sender().equals(one.sender())) {
        last = stop.at();
      }
    }
    return last;
  }

  private List<OptedOut> page(long after, Where where) {
    List<Object> values = new ArrayList<>(List.of(after));
    values.addAll(where.values());
    return jdbc.query(
        OPT_OUTS + where.sql() + " order by id fetch first 500 rows only",
        (row, n) -> optedOut(row),
        values.toArray());
  }

  Map<String, List<Contact>> stops(Collection<String> numbers) {
    Map<String, List<Contact>> stops = new HashMap<>();
    named.query(
        REPLIES,
        Map.of("numbers", numbers),
        row -> {
          String body = row.getString("body");
          Keyword keyword = body == null ? Keyword.NONE : keywords.read(body);
          if (keyword != Keyword.NONE) {
            stops
                .computeIfAbsent(row.getString("number"), number -> new ArrayList<>())
                .add(contact(row, "created_at", keyword == Keyword.OPT_OUT));
          }
        });
    return stops;
  }

  private Map<String, List<Contact>> texts(Collection<String> numbers) {
    Map<String, List<Contact>> texts = new HashMap<>();
    named.query(
        TEXTS,
        Map.of("numbers", numbers),
        row -> {
          texts
              .computeIfAbsent(row.getString("destination"), number -> new ArrayList<>())
              .add(contact(row, "left_at", false));
        });
    return texts;
  }

  private static Contact contact(ResultSet row, String time, boolean off) throws SQLException {
    return new Contact(
        row.getString("sender"), row.getObject(time, OffsetDateTime.class).toInstant(), off);
  }

  private static OptedOut optedOut(ResultSet row) throws SQLException {
    return new OptedOut(
        row.getLong("id"),
        row.getString("number"),
        row.getString("sender"),
        row.getString("learned_from"),
        Times.at(row, "occurred_at"),
        Times.at(row, "recorded_at"),
        row.getString("evidence"));
  }
}
