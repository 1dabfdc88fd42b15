package org.heed.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as spreadsheets show it, {@code 11/5/2026}, day or month first.
 *
 * @param first the number that stands first
 */
record WrittenDate(int first, int second, int year, LocalTime time) {
  private static final Set<String> MONTH_FIRST =
      Set.of("US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH");
  private static final Set<String> YEAR_FIRST =
      Set.of("CA", "CN", "TW", "JP", "KR", "MN", "SE", "LT", "HU", "IR", "ZA");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})"
              + "(?:,? +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: *([ap])\\.?m\\.?)?)?",
          Pattern.CASE_INSENSITIVE);
  private static final int MONTHS = 12;

  /** Which number a column's dates begin with. */
  enum Order {
    MONTH,
    DAY,
    /** The column does not tell, or tells both. */
    UNKNOWN
  }

  /** Null: it is not written so. */
  static @Nullable WrittenDate read(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return null;
    }
    int year = Integer.parseInt(written.group(4));
    return new WrittenDate(
        Integer.parseInt(written.group(1)),
        Integer.parseInt(written.group(3)),
        year < 100 ? 2000 + year : year,
        time(written));
  }

  private static LocalTime time(Matcher written) {
    if (written.group(5) == null) {
      return LocalTime.MIDNIGHT;
    }
    int hour = Integer.parseInt(written.group(5));
    String half = written.group(8);
    if (half != null && (hour < 1 || hour > MONTHS)) {
      throw new DateTimeException("no hour of half a day");
    }
    boolean afternoon = half != null && half.toLowerCase(Locale.ROOT).equals("p");
    return LocalTime.of(
        half == null ? hour : hour % MONTHS + (afternoon ? MONTHS : 0),
        Integer.parseInt(written.group(6)),
        written.group(7) == null ? 0 : Integer.parseInt(written.group(7)));
  }

  /** Null: the order has to be known, and is not. */
  @Nullable LocalDateTime at(Order order) {
    if (order == Order.UNKNOWN && first != second) {
      return null;
    }
    return (order == Order.DAY
            ? LocalDate.of(year, second, first)
            : LocalDate.of(year, first, second))
        .atTime(time);
  }

  /** What a column's dates say together about their order. */
  static final class Column {
    private boolean month;
    private boolean day;

    void add(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (written.matches()) {
        month |= Integer.parseInt(written.group(3)) > MONTHS;
        day |= Integer.parseInt(written.group(1)) > MONTHS;
      }
    }

    /** The country's, where a date of the column proves it and none is against it. */
    Order order(String country) {
      boolean monthFirst = MONTH_FIRST.contains(country);
      if (YEAR_FIRST.contains(country) || month == day || monthFirst != month) {
        return Order.UNKNOWN;
      }
      return monthFirst ? Order.MONTH : Order.DAY;
    }
  }
}
