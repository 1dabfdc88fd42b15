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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.storage.Where;
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
    String status = parameters.get("status");
    equal(sql, values, "status", status == null ? null : status.toUpperCase(Locale.ROOT));
    String channel = parameters.get("channel");
    equal(sql, values, "channel", channel == null ? null : channel.toUpperCase(Locale.ROOT));
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

  /** The same, and only what is new when that is asked for. */
  Where newOptOuts() {
    List<String> sql = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    common(sql, values, "opted_out_at");
    within(sql, values, Delta.NEW_OPT_OUTS);
    return where(sql, values);
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

  private void within(List<String> sql, List<Object> values, String marked) {
    Delta only = delta;
    if (only != null) {
      sql.add(marked);
      values.add(only.after());
      values.add(only.upTo());
    }
  }

  private void plain(List<String> sql, List<Object> values) {
    String code = parameters.get("error-code");
    if (code != null) {
      if (code.strip().matches("\\d{1,9}")) {
        equal(sql, values, "error_code", Integer.valueOf(code.strip()));
      } else {
        sql.add("lower(error) like ?");
        values.add("%" + code.strip().toLowerCase(Locale.ROOT) + "%");
      }
    }
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
      Instant end = time("until", until);
      values.add(
          (until.strip().length() == 10 ? end.atZone(zone).plusDays(1).toInstant() : end)
              .atOffset(ZoneOffset.UTC));
    }
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
