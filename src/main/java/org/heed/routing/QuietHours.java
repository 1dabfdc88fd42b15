package org.heed.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** The hours in which no text goes out, where the recipient is (R7). */
public final class QuietHours {
  private static final Pattern RANGE =
      Pattern.compile("\\s*(\\d{1,2}:\\d{2})\\s*[-\u2013]\\s*(\\d{1,2}:\\d{2})\\s*");
  private static final Duration NEVER = Duration.ofDays(3);

  private final @Nullable LocalTime start;
  private final LocalTime end;
  private final ZoneId institutionZone;
  private final PhoneZones zones = new PhoneZones();

  private QuietHours(@Nullable LocalTime start, LocalTime end, ZoneId institutionZone) {
    this.start = start;
    this.end = end;
    this.institutionZone = institutionZone;
  }

  /**
   * Reads {@code heed.delivery.quiet-hours}.
   *
   * @param text {@code 20:00-09:00}, or {@code off} or {@code false} for none
   * @param institutionZone for phones whose zone is unknown
   * @throws ConfigurationProblem for anything else
   */
  public static QuietHours parse(String text, ZoneId institutionZone) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.equals("off") || word.equals("false")) {
      return new QuietHours(null, LocalTime.MIDNIGHT, institutionZone);
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      LocalTime start = time(range.group(1));
      LocalTime end = time(range.group(2));
      if (start != null && end != null && !start.equals(end)) {
        return new QuietHours(start, end, institutionZone);
      }
    }
    throw new ConfigurationProblem(
        "heed.delivery.quiet-hours: found "
            + text
            + ", expected two different times such as 20:00-09:00, or off");
  }

  /** Until when a text to this phone has to wait; empty: it may go now. */
  public Optional<Instant> heldUntil(PhoneNumber phone, Instant at) {
    if (start == null) {
      return Optional.empty();
    }
    List<ZoneId> area = zones.of(phone);
    Instant open = area.isEmpty() ? null : firstOpen(area, at);
    if (open == null) {
      // No area, or one so wide that its zones have no hour of their windows in common.
      open = firstOpen(List.of(institutionZone), at);
    }
    return open == null || open.equals(at) ? Optional.empty() : Optional.of(open);
  }

  /** Whether texts wait at this time of day where the recipient is. */
  public boolean isQuiet(LocalTime time) {
    if (start == null) {
      return false;
    }
    return start.isBefore(end)
        ? !time.isBefore(start) && time.isBefore(end)
        : !time.isBefore(start) || time.isBefore(end);
  }

  private @Nullable Instant firstOpen(List<ZoneId> area, Instant at) {
    Instant open = at;
    while (open.isBefore(at.plus(NEVER))) {
      Instant tried = open;
      for (ZoneId zone : area) {
        open = open(zone, open);
      }
      if (open.equals(tried)) {
        return open;
      }
    }
    return null;
  }

  private Instant open(ZoneId zone, Instant at) {
    ZonedDateTime local = at.atZone(zone);
    if (!isQuiet(local.toLocalTime())) {
      return at;
    }
    LocalDate day = local.toLocalDate();
    LocalDateTime ends = (local.toLocalTime().isBefore(end) ? day : day.plusDays(1)).atTime(end);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(ends);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(ends);
      return gap.getInstant();
    }
    return offsets.stream()
        .map(ends::toInstant)
        .filter(at::isBefore)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("quiet hours have no end in " + zone));
  }

  private static @Nullable LocalTime time(String text) {
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
