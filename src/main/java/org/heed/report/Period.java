package org.heed.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The time a report is about.
 *
 * @param from when it begins; null: nothing was said of it
 * @param end when it is over; null: nothing was said of it
 * @param lastDay its last day where the institution is
 * @param month the calendar month it is; null: it is none
 */
record Period(
    @Nullable Instant from, @Nullable Instant end, LocalDate lastDay, @Nullable YearMonth month) {

  /**
   * Reads {@code since=}, {@code until=} and {@code month=}.
   *
   * @throws ConfigurationProblem when one cannot be read, or nothing lies between them
   */
  static Period of(Map<String, String> parameters, ZoneId zone, Instant now) {
    String month = parameters.get("month");
    String since = Delta.isAsked(parameters) ? null : parameters.get("since");
    String until = parameters.get("until");
    if (month != null) {
      Stream.of("since", "until")
          .filter(parameters::containsKey)
          .forEach(
              name -> {
                throw new ConfigurationProblem(Phrases.of("filter.month.alone", name));
              });
      return of(month, zone, now);
    }
    Instant from = since == null ? null : time("since", since, zone, now);
    Instant to = until == null ? now : time("until", until, zone, now);
    LocalDate day = to.atZone(zone).toLocalDate();
    boolean whole = until != null && until.strip().length() == 10;
    Instant end =
        until == null ? null : whole ? day.plusDays(1).atStartOfDay(zone).toInstant() : to;
    if (since != null && from != null && end != null && !from.isBefore(end)) {
      throw new ConfigurationProblem(Phrases.of("filter.order", since, until));
    }
    return new Period(from, end, day, null);
  }

  private static Period of(String typed, ZoneId zone, Instant now) {
    YearMonth current = YearMonth.from(now.atZone(zone));
    YearMonth month;
    try {
      month =
          typed.strip().equalsIgnoreCase("last")
              ? current.minusMonths(1)
              : YearMonth.parse(typed.strip());
    } catch (DateTimeException e) {
      throw new ConfigurationProblem(
          Phrases.of("filter.month", typed, current.minusMonths(1).toString()));
    }
    if (month.isAfter(current)) {
      throw new ConfigurationProblem(Phrases.of("filter.month.to.come", typed));
    }
    return new Period(
        month.atDay(1).atStartOfDay(zone).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant(),
        month.atEndOfMonth(),
        month);
  }

  private static Instant time(String name, String text, ZoneId zone, Instant now) {
    String typed = text.strip();
    try {
      if (typed.startsWith("PT")) {
        return now.minus(Duration.parse(typed));
      }
      if (typed.startsWith("P")) {
        return now.atZone(zone).minus(java.time.Period.parse(typed)).toInstant();
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
}
