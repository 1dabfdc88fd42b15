package org.heed.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heed.page.Figure;
import org.heed.words.Phrases;

/**
 * What a report says of itself.
 *
 * @param title what it is, for people
 * @param asOf when it was made
 * @param zone of every time in it
 * @param filters name to value, as typed, in the order they are to be told
 * @param period which days it is about
 * @param figures of what it comes to, for a format that has pictures
 */
record About(
    String title,
    Instant asOf,
    ZoneId zone,
    Map<String, String> filters,
    String period,
    List<Figure> figures) {
  private static final int TO_THE_MINUTE = "2026-11-23T12:00".length();

  /** Without pictures. */
  About(String title, Instant asOf, ZoneId zone, Map<String, String> filters) {
    this(title, asOf, zone, filters, "", List.of());
  }

  /** The same with pictures. */
  About with(List<Figure> pictures) {
    return new About(title, asOf, zone, filters, period, pictures);
  }

  /** The same of these days. */
  About of(String days) {
    return new About(title, asOf, zone, filters, days, figures);
  }

  /** A moment as every report writes it: ISO 8601 with offset, to the second. */
  static String time(Instant time, ZoneId zone) {
    OffsetDateTime local = time.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toOffsetDateTime();
    String text = local.toString();
    return local.getSecond() == 0
        ? text.substring(0, TO_THE_MINUTE) + ":00" + text.substring(TO_THE_MINUTE)
        : text;
  }

  /** When it was made. */
  String asOfText() {
    return time(asOf, zone);
  }

  /** The filters in one line, or that there are none. */
  String filterText() {
    return filters.isEmpty()
        ? Phrases.of("report.no.filters")
        : filters.entrySet().stream()
            .map(filter -> filter.getKey() + " " + filter.getValue())
            .collect(Collectors.joining(", "));
  }
}
