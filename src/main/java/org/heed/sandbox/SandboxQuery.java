package org.heed.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list is to show: the filters of Twilio's API.
 *
 * @param from null: any
 * @param to null: any
 * @param sentFrom the first second; null: any
 * @param sentBefore the second after the last; null: any
 * @param size rows a page
 * @param page its number, from 0
 * @param before only rows with a lower order
 */
record SandboxQuery(
    @Nullable String from,
    @Nullable String to,
    @Nullable Instant sentFrom,
    @Nullable Instant sentBefore,
    int size,
    int page,
    long before) {
  private static final int LARGEST_PAGE = 1000;
  private static final int USUAL_PAGE = 50;

  /**
   * Reads a request's parameters; a date stands for its whole day (UTC).
   *
   * @throws IllegalArgumentException naming the parameter that cannot be read
   */
  static SandboxQuery of(Map<String, String> parameters) {
    Instant from = time(parameters, "DateSent>");
    Instant until = time(parameters, "DateSent<");
    Instant on = time(parameters, "DateSent");
    Instant before = until == null ? null : until.plus(span(parameters, "DateSent<"));
    if (on != null) {
      Instant day = Times.utc(on).toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC);
      from = from == null || from.isBefore(day) ? day : from;
      Instant next = day.plus(Duration.ofDays(1));
      before = before == null || before.isAfter(next) ? next : before;
    }
    return new SandboxQuery(
        parameters.get("From"),
        parameters.get("To"),
        from,
        before,
        (int) Math.min(LARGEST_PAGE, number(parameters, "PageSize", USUAL_PAGE)),
        page(parameters.getOrDefault("Page", "0")),
        number(parameters, "PageToken", Long.MAX_VALUE));
  }

  /** Whether a message belongs on the list, as it stands now. */
  boolean shows(SandboxRow row, Instant now, Duration progress) {
    if ((from != null && !from.equals(row.from())) || (to != null && !to.equals(row.to()))) {
      return false;
    }
    if (sentFrom == null && sentBefore == null) {
      return true;
    }
    Instant sent = row.sentAt(now, progress);
    return sent != null
        && (sentFrom == null || !sent.isBefore(sentFrom))
        && (sentBefore == null || sent.isBefore(sentBefore));
  }

  private static @Nullable Instant time(Map<String, String> parameters, String name) {
    String text = parameters.get(name);
    if (text == null) {
      return null;
    }
    try {
      return isDate(text)
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static Duration span(Map<String, String> parameters, String name) {
    return isDate(parameters.getOrDefault(name, "")) ? Duration.ofDays(1) : Duration.ofSeconds(1);
  }

  private static boolean isDate(String text) {
    return text.length() == "2026-11-23".length();
  }

  private static int page(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("Page");
    }
    return Integer.parseInt(text);
  }

  private static long number(Map<String, String> parameters, String name, long otherwise) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new IllegalArgumentException(name);
    }
    return Long.parseLong(text);
  }
}
