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
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    List<ZoneId> area = area(phone, at);
    Instant open = firstOpen(area, at);
    if (at.equals(open)) {
      Instant closes = closes(area, at, start);
      // In less than a second nothing can be delivered.
      open = closes.isBefore(at.plusSeconds(1)) ? firstOpen(area, closes) : at;
    }
    return open == null || open.equals(at) ? Optional.empty() : Optional.of(open);
  }

  /**
   * For how many whole seconds a text to this phone may still be delivered (R10): until the first
   * zone of its area begins to be quiet.
   *
   * @param most never longer
   * @return 0: it has to wait
   */
  public int secondsLeft(PhoneNumber phone, Instant at, Duration most) {
    if (start == null) {
      return (int) most.toSeconds();
    }
    if (heldUntil(phone, at).isPresent()) {
      return 0;
    }
    Duration open = Duration.between(at, closes(area(phone, at), at, start));
    return (int) Math.min(open.toSeconds(), most.toSeconds());
  }

  /** The institution's zone, where the zones of the phone's area have no hour in common. */
  private List<ZoneId> area(PhoneNumber phone, Instant at) {
    List<ZoneId> area = zones.of(phone);
    return area.isEmpty() || firstOpen(area, at) == null ? List.of(institutionZone) : area;
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

  private Instant closes(List<ZoneId> area, Instant at, LocalTime start) {
    return area.stream()
        .map(zone -> closes(zone, at, start))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** When it is that time again, or the clocks are set to a quiet one. */
  private Instant closes(ZoneId zone, Instant at, LocalTime start) {
    ZoneRules rules = zone.getRules();
    LocalDate day = at.atZone(zone).toLocalDate();
    Stream<Instant> begins =
        Stream.of(day, day.plusDays(1), day.plusDays(2))
            .map(date -> date.atTime(start))
            .flatMap(time -> rules.getValidOffsets(time).stream().map(time::toInstant))
            .filter(at::isBefore);
    Stream<Instant> set =
        Stream.ofNullable(rules.nextTransition(at))
            .map(ZoneOffsetTransition::getInstant)
            .filter(then -> isQuiet(then.atZone(zone).toLocalTime()));
    return Stream.concat(begins, set).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static @Nullable LocalTime time(String text) {
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
