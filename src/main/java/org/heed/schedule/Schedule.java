package org.heed.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job is due. One that is due at most once a day is known by its local date: a clock that is
 * put forward over its time does not skip it, one that is put back does not run it twice. Any other
 * job is known by the time itself.
 */
final class Schedule {
  private static final Pattern ONCE_A_DAY = Pattern.compile("\\s*\\d+\\s+\\d+\\s+\\d+\\s.*");
  private static final List<String> MACROS =
      List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight");
  private static final int LONGEST_SHIFT_HOURS = 3;

  private final CronExpression cron;
  private final ZoneId zone;
  private final boolean onceADay;

  /**
   * @param cron Spring's six fields
   * @throws IllegalArgumentException when it is none
   */
  Schedule(String cron, ZoneId zone) {
    this.cron = CronExpression.parse(cron.strip());
    this.zone = zone;
    this.onceADay = ONCE_A_DAY.matcher(cron).matches() || MACROS.contains(cron.strip());
  }

  /**
   * One time a job is due.
   *
   * @param key what the run is known by: a local date, or the time with its offset
   */
  record Due(Instant at, String key) {}

  /** The first time after another; empty: never again. */
  Optional<Due> next(Instant after) {
    return onceADay ? nextDay(after) : nextTime(after);
  }

  /** The latest time that is not before {@code from} and not after {@code to}. */
  Optional<Due> latest(Instant from, Instant to) {
    Optional<Due> latest = Optional.empty();
    Instant reached = lookBack(from, to);
    for (Optional<Due> due = next(reached.minusMillis(1));
        due.isPresent() && !due.get().at().isAfter(to);
        due = next(due.get().at())) {
      latest = due;
    }
    return latest.filter(due -> !due.at().isBefore(from));
  }

  /** The local times of the next at most {@code most} times. */
  List<ZonedDateTime> sample(Instant after, ZoneId where, int most) {
    return java.util.stream.Stream.iterate(
            next(after), Optional::isPresent, due -> next(due.orElseThrow().at()))
        .limit(most)
        .map(due -> due.orElseThrow().at().atZone(where))
        .toList();
  }

  private Instant lookBack(Instant from, Instant to) {
    for (long hours = 1; hours <= 24 * 400; hours *= 4) {
      Instant start = to.minus(hours, ChronoUnit.HOURS);
      if (start.isBefore(from)) {
        return from;
      }
      if (next(start).filter(due -> !due.at().isAfter(to)).isPresent()) {
        return start;
      }
    }
    return from;
  }

  private Optional<Due> nextDay(Instant after) {
    LocalDateTime local = LocalDateTime.ofInstant(after, zone).minusHours(LONGEST_SHIFT_HOURS);
    @Nullable LocalDateTime next = cron.next(local);
    while (next != null) {
      // In a gap atZone moves forward by its length, in an overlap it takes the first time.
      Instant at = next.atZone(zone).toInstant();
      if (at.isAfter(after)) {
        return Optional.of(new Due(at, next.toLocalDate().toString()));
      }
      next = cron.next(next);
    }
    return Optional.empty();
  }

  private Optional<Due> nextTime(Instant after) {
    return Optional.ofNullable(cron.next(after.atZone(zone)))
        .map(next -> new Due(next.toInstant(), next.toOffsetDateTime().toString()));
  }
}
