package org.heed.chart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.words.Phrases;

/**
 * Counts by day or by week where the institution is. SQL groups them by quarters of an hour, of
 * which every zone's day is made up: the two databases know no zones alike.
 */
final class Timeline {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private static final List<String> NAMES =
      List.of("in_year", "in_month", "in_day", "in_hour", "in_quarter");

  private final ZoneId zone;
  private final boolean weekly;
  private final int most;
  private final List<String> names;
  private final TreeMap<LocalDate, long[]> counts = new TreeMap<>();

  /**
   * @param most how many days or weeks are told, the last ones
   * @param names of the series
   */
  Timeline(ZoneId zone, boolean weekly, int most, List<String> names) {
    this.zone = zone;
    this.weekly = weekly;
    this.most = most;
    this.names = names;
  }

  /** The columns of a column of times that is grouped. */
  static String columns(String column) {
    List<String> parts = parts(column);
    return IntStream.range(0, NAMES.size())
        .mapToObj(i -> parts.get(i) + " as " + NAMES.get(i))
        .collect(Collectors.joining(", "));
  }

  /** What SQL groups it by. */
  static String groups(String column) {
    return String.join(", ", parts(column));
  }

  private static List<String> parts(String column) {
    String utc = "from " + column + " at time zone interval '0:00' hour to minute)";
    return List.of(
        "extract(year " + utc,
        "extract(month " + utc,
        "extract(day " + utc,
        "extract(hour " + utc,
        "floor(extract(minute " + utc + " / 15)");
  }

  /** Adds a row that was grouped so. */
  void add(ResultSet row, int series, long count) throws SQLException {
    add(
        LocalDateTime.of(
                row.getInt("in_year"),
                row.getInt("in_month"),
                row.getInt("in_day"),
                row.getInt("in_hour"),
                15 * row.getInt("in_quarter"))
            .toInstant(ZoneOffset.UTC),
        series,
        count);
  }

  void add(Instant at, int series, long count) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate key = weekly ? monday(day) : day;
    counts.computeIfAbsent(key, one -> new long[names.size()])[series] += count;
  }

  static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** The days that are told, or the Mondays of the weeks, those without a count too. */
  private List<LocalDate> dates() {
    List<LocalDate> dates = new ArrayList<>();
    if (!counts.isEmpty()) {
      LocalDate last = counts.lastKey();
      for (LocalDate date = last;
          dates.size() < most && !date.isBefore(counts.firstKey());
          date = weekly ? date.minusWeeks(1) : date.minusDays(1)) {
        dates.add(0, date);
      }
    }
    return dates;
  }

  /** The chart. */
  Chart chart(String title, String category) {
    List<LocalDate> dates = dates();
    List<Chart.Series> series = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Long> values = new ArrayList<>();
      for (LocalDate date : dates) {
        values.add(count(date, i));
      }
      series.add(new Chart.Series(names.get(i), values));
    }
    return new Chart(
        Chart.Kind.COLUMNS,
        title,
        words(dates, series),
        category,
        dates.stream().map(DAY::format).toList(),
        series);
  }

  private long count(LocalDate date, int series) {
    long[] found = counts.get(date);
    return found == null ? 0 : found[series];
  }

  private String words(List<LocalDate> dates, List<Chart.Series> series) {
    if (dates.isEmpty()) {
      return Phrases.of("chart.none");
    }
    LocalDate best = dates.get(0);
    for (LocalDate date : dates) {
      best = sum(date) > sum(best) ? date : best;
    }
    List<String> sums = new ArrayList<>();
    for (Chart.Series one : series) {
      sums.add(one.name() + " " + Chart.number(one.sum()));
    }
    String first = DATE.format(dates.get(0));
    return Phrases.of(
        weekly ? "chart.words.weeks" : "chart.words.nights",
        dates.size() == 1
            ? first
            : Phrases.of("report.period", first, DATE.format(dates.get(dates.size() - 1))),
        String.join(", ", sums),
        DAY.format(best),
        sum(best));
  }

  private long sum(LocalDate date) {
    long sum = 0;
    for (int i = 0; i < names.size(); i++) {
      sum += count(date, i);
    }
    return sum;
  }
}
