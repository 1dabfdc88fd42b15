package org.heed.words;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date or a time as people and programs write it: ISO 8601, {@code 11/30/2026 4:56 PM} in the
 * order that is told, {@code Mon 30 Nov 2026, 4:56 PM}, {@code Mon, 30 Nov 2026 16:56:00 -0600}.
 *
 * @param at the moment; of a day its first
 * @param day null: it is a moment in a day
 */
public record WrittenTime(Instant at, @Nullable LocalDate day) {
  private static final String NAME = "([a-z]{3})[a-z]*\\.?,?";
  private static final Pattern DAY_MONTH =
      Pattern.compile("^(?:" + NAME + " +)?(\\d{1,2}) +" + NAME + " +(\\d{4})(?!\\d)");
  private static final Pattern MONTH_DAY =
      Pattern.compile("^(?:" + NAME + " +)?" + NAME + " +(\\d{1,2}),? +(\\d{4})(?!\\d)");
  private static final Pattern HALF_DAY =
      Pattern.compile("(?<!\\d)(\\d{1,2})(:\\d{2}(?::\\d{2})?) *([ap])\\.?m\\b\\.?");
  private static final Pattern SHORT_HOUR = Pattern.compile("[t ](\\d:\\d)");
  private static final Pattern DAY_AND_TIME =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d),?(?: at)? +(\\d)");
  private static final Pattern UTC = Pattern.compile(" *(?:utc|gmt|z)$");
  private static final Pattern SPACED_OFFSET = Pattern.compile(" +([+-]\\d)");
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  /**
   * Reads one.
   *
   * @param order in which days and months stand that are numbers
   * @throws DateTimeException when it is none
   */
  public static WrittenTime read(String text, DateOrder order, ZoneId zone) {
    String iso = iso(text.strip().toLowerCase(Locale.ROOT), order);
    if (iso.length() == 10) {
      LocalDate day = LocalDate.parse(iso);
      return new WrittenTime(day.atStartOfDay(zone).toInstant(), day);
    }
    TemporalAccessor found = DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return new WrittenTime(
        found instanceof OffsetDateTime time
            ? time.toInstant()
            : LocalDateTime.from(found).atZone(zone).toInstant(),
        null);
  }

  private static String iso(String text, DateOrder order) {
    String iso = named(order.iso(text));
    iso = HALF_DAY.matcher(iso).replaceFirst(WrittenTime::hours);
    iso = SHORT_HOUR.matcher(iso).replaceFirst(" 0$1");
    iso = DAY_AND_TIME.matcher(iso).replaceFirst("$1t$2");
    iso = UTC.matcher(iso).replaceFirst("z");
    return SPACED_OFFSET.matcher(iso).replaceFirst("$1");
  }

  private static String named(String text) {
    Matcher day = DAY_MONTH.matcher(text);
    if (day.find()) {
      return date(day, day.group(1), day.group(3), day.group(2)) + text.substring(day.end());
    }
    Matcher month = MONTH_DAY.matcher(text);
    return month.find()
        ? date(month, month.group(1), month.group(2), month.group(3)) + text.substring(month.end())
        : text;
  }

  private static LocalDate date(Matcher found, @Nullable String weekday, String month, String day) {
    LocalDate date =
        LocalDate.of(
            Integer.parseInt(found.group(4)),
            beginning(Month.values(), month),
            Integer.parseInt(day));
    if (weekday != null && beginning(DayOfWeek.values(), weekday) != date.getDayOfWeek()) {
      throw new DateTimeException("another day of the week");
    }
    return date;
  }

  /** The one whose English name begins so. */
  private static <E extends Enum<E>> E beginning(E[] all, String begin) {
    for (E one : all) {
      if (one.name().startsWith(begin.toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    throw new DateTimeException("no such name");
  }

  private static String hours(MatchResult time) {
    int hour = Integer.parseInt(time.group(1));
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("no hour of half a day");
    }
    int all = hour % 12 + (time.group(3).equals("p") ? 12 : 0);
    return (all < 10 ? "0" : "") + all + time.group(2);
  }
}
