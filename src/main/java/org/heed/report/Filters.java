package org.heed.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** A report's filters as typed, checked, as conditions on the columns of its view. */
final class Filters {
  static final List<String> NAMES =
      List.of("error-code", "since", "until", "sender", "campaign", "status", "channel");

  private final Map<String, String> parameters;
  private final Senders senders;
  private final ZoneId zone;
  private final Instant now;
  private final @Nullable Delta delta;

  /**
   * @param delta what {@code since=last} means; null: nothing
   */
  Filters(
      Map<String, String> parameters,
      Senders senders,
      ZoneId zone,
      Instant now,
      @Nullable Delta delta) {
    this.parameters = parameters;
    this.senders = senders;
    this.zone = zone;
    this.now = now;
    this.delta = delta;
  }

  /** Conditions on {@code message_report}. */
  Where messages() {
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    common(sql, values, "coalesce(attempted_at, queued_at)");
    equal(sql, values, "campaign", parameters.get("campaign"));
    equal(sql, values, "status", upper("status"));
    equal(sql, values, "channel", upper("channel"));
    return where(sql, values);
  }

  /** The same for what is counted: what is new is there what was tried since the last run. */
  Where counted() {
    Where messages = messages();
    Instant last = delta == null ? null : delta.last();
    if (last == null) {
      return messages;
    }
    List<Object> values = new ArrayList<>(messages.values());
    values.add(Times.utc(last));
    return new Where(messages.sql() + " and coalesce(attempted_at, queued_at) >= ?", values);
  }

  /** Conditions on {@code opt_outs}. */
  Where optOuts() {
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    common(sql, values, "opted_out_at");
    return where(sql, values);
  }

  /** The opt-outs that the error code leaves out; null: it is not asked for. */
  @Nullable Where otherOptOuts() {
    if (!parameters.containsKey("error-code")) {
      return null;
    }
    Map<String, String> others = new HashMap<>(parameters);
    others.remove("error-code");
    Where all = new Filters(others, senders, zone, now, delta).optOuts();
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>(all.values());
    code(sql, values);
    return new Where(all.sql() + " and case when " + sql.get(0) + " then 1 else 0 end = 0", values);
  }

  /** Conditions on the event that turned a phone off, whenever that was. */
  Where events() {
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    plain(sql, values);
    return where(sql, values);
  }

  /** Conditions on {@code consent_event}, by when Heed knew. */
  Where delays() {
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    common(sql, values, "recorded_at");
    within(sql, values, Delta.NEW_EVENTS);
    return where(sql, values);
  }

  /** The days a report is about, such as {@code 2026-11-17 to 2026-11-24}. */
  String period() {
    String until = parameters.get("until");
    LocalDate to = day(until == null ? now : time("until", until));
    String since = parameters.get("since");
    Instant from = delta != null ? delta.last() : since == null ? null : time("since", since);
    return from == null || day(from).equals(to) ? to.toString() : day(from) + " to " + to;
  }

  /** When what is asked for begins; the past when nothing is said of it. */
  Instant from() {
    String since = parameters.get("since");
    Instant from = delta != null ? delta.last() : since == null ? null : time("since", since);
    return from == null ? Instant.EPOCH : from;
  }

  /** The day of a moment where the institution is. */
  LocalDate day(Instant time) {
    return time.atZone(zone).toLocalDate();
  }

  private @Nullable String upper(String name) {
    String value = parameters.get(name);
    return value == null ? null : value.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * Refuses what nothing can fit.
   *
   * @throws ConfigurationProblem naming the filter
   */
  void check() {
    KnownValues.check(parameters);
    String since = parameters.get("since");
    String until = parameters.get("until");
    if (since != null
        && until != null
        && !Delta.isAsked(parameters)
        && !time("since", since).isBefore(end(until))) {
      throw new ConfigurationProblem(Phrases.of("filter.order", since, until));
    }
    messages();
    optOuts();
  }

  private void within(List<String> sql, List<Object> values, String marked) {
    Delta only = delta;
    if (only != null) {
      sql.add(marked);
      values.add(only.after());
      values.add(only.upTo());
    }
  }

  private void plain(List<String> sql, List<Object> values) {
    code(sql, values);
    sender(sql, values);
  }

  private void code(List<String> sql, List<Object> values) {
    String code = parameters.get("error-code");
    if (code != null) {
      if (code.strip().matches("\\d{1,9}")) {
        equal(sql, values, "error_code", Integer.valueOf(code.strip()));
      } else {
        sql.add("lower(error) like ?");
        values.add("%" + code.strip().toLowerCase(Locale.ROOT) + "%");
      }
    }
  }

  private void sender(List<String> sql, List<Object> values) {
    String sender = parameters.get("sender");
    if (sender != null) {
      equal(
          sql,
          values,
          "sender",
          senders
              .find(sender)
              .orElseThrow(
                  () ->
                      new ConfigurationProblem(
                          "sender: found "
                              + sender
                              + ", expected a name or number of heed.senders"))
              .number()
              .e164());
    }
  }

  private void common(List<String> sql, List<Object> values, String time) {
    plain(sql, values);
    String since = parameters.get("since");
    if (since != null && !Delta.isAsked(parameters)) {
      sql.add(time + " >= ?");
      values.add(time("since", since).atOffset(ZoneOffset.UTC));
    }
    String until = parameters.get("until");
    if (until != null) {
      sql.add(time + " < ?");
      values.add(end(until).atOffset(ZoneOffset.UTC));
    }
  }

  /** Of a day its end. */
  private Instant end(String until) {
    Instant end = time("until", until);
    return until.strip().length() == 10 ? end.atZone(zone).plusDays(1).toInstant() : end;
  }

  private Instant time(String name, String text) {
    String typed = text.strip();
    try {
      if (typed.startsWith("PT")) {
        return now.minus(Duration.parse(typed));
      }
      if (typed.startsWith("P")) {
        return now.atZone(zone).minus(Period.parse(typed)).toInstant();
      }
      if (typed.length() == 10) {
        return LocalDate.parse(typed).atStartOfDay(zone).toInstant();
      }
      return typed.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(typed).toInstant()
          : LocalDateTime.parse(typed).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new ConfigurationProblem(
          name
              + ": found "
              + text
              + ", expected a date such as 2026-01-31 or a time back such as P7D"
              + (name.equals("since") ? ", or last" : ""));
    }
  }

  private static void equal(
      List<String> sql, List<Object> values, String column, @Nullable Object value) {
    if (value != null) {
      sql.add(column + " = ?");
      values.add(value);
    }
  }

  private static Where where(List<String> sql, List<Object> values) {
    return new Where(sql.isEmpty() ? "" : " and " + String.join(" and ", sql), values);
  }
}
