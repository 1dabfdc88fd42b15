package org.heed.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.address.TypedTime;
import org.heed.words.Phrases;
import org.heed.words.WrittenTime;
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
  static Period of(Map<String, String> parameters, ZoneId zone, String country, Instant now) {
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
    Instant from = since == null ? null : time("since", since, zone, country, now).at();
    WrittenTime to = until == null ? null : time("until", until, zone, country, now);
    if (from != null && from.isAfter(now)) {
      throw new ConfigurationProblem(Phrases.of("filter.to.come", since));
    }
    Instant end = to == null ? null : TypedTime.end(to, zone);
    LocalDate day = (to == null ? now : to.at()).atZone(zone).toLocalDate();
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

  /** A date, a date and time, or a time back from now. */
  private static WrittenTime time(
      String name, String text, ZoneId zone, String country, Instant now) {
    String typed = text.strip();
    String more = Phrases.of(name.equals("since") ? "typed.time.back.or.last" : "typed.time.back");
    try {
      if (typed.startsWith("PT")) {
        return new WrittenTime(now.minus(Duration.parse(typed)), null);
      }
      if (typed.startsWith("P")) {
        Instant back = now.atZone(zone).minus(java.time.Period.parse(typed)).toInstant();
        return new WrittenTime(back, null);
      }
    } catch (DateTimeException e) {
      // Then it is no date either, which says what is expected.
    }
    return TypedTime.read(name, typed, zone, country, more);
  }
}
