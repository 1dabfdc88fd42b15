package org.heed.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class ScheduleTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @ParameterizedTest(name = "{0} after {1}: {4}")
  @CsvSource({
    "0 0 18 * * *,2026-11-25T17:00:00Z,2026-11-26T00:00:00Z,2026-11-25,every day",
    "0 0 18 * * *,2026-11-26T00:00:00Z,2026-11-27T00:00:00Z,2026-11-26,never the same time again",
    "0 30 2 * * *,2026-03-08T07:00:00Z,2026-03-08T08:30:00Z,2026-03-08,02:30 in a clock put"
        + " forward",
    "0 30 2 * * *,2026-03-08T08:10:00Z,2026-03-08T08:30:00Z,2026-03-08,asked inside the shift",
    "0 30 2 * * *,2026-03-08T08:30:00Z,2026-03-09T07:30:00Z,2026-03-09,the day after the shift",
    "0 30 1 * * *,2026-11-01T05:00:00Z,2026-11-01T06:30:00Z,2026-11-01,01:30 the first time",
    "0 30 1 * * *,2026-11-01T06:30:00Z,2026-11-02T07:30:00Z,2026-11-02,01:30 is not due twice",
    "0 */5 * * * *,2026-11-01T06:58:00Z,2026-11-01T07:00:00Z,2026-11-01T01:00-06:00,often: by time",
    "0 0 7 * * MON,2026-11-25T17:00:00Z,2026-11-30T13:00:00Z,2026-11-30,Mondays",
    "0 0 7 1 * *,2026-11-25T17:00:00Z,2026-12-01T13:00:00Z,2026-12-01,the first of a month",
    "@daily,2026-11-25T17:00:00Z,2026-11-26T06:00:00Z,2026-11-26,a macro",
  })
  void is_due_next(String cron, Instant after, Instant at, String key, String name) {
    assertThat(new Schedule(cron, CHICAGO).next(after)).contains(new Schedule.Due(at, key));
  }

  @ParameterizedTest(name = "{0} between {1} and {2}")
  @CsvSource({
    "0 0 18 * * *,2026-11-20T00:00:00Z,2026-11-25T20:00:00Z,2026-11-24",
    "0 0 18 * * *,2026-11-25T10:00:00Z,2026-11-25T20:00:00Z,",
    "0 0 18 * * *,2026-11-24T23:00:00Z,2026-11-25T00:00:00Z,2026-11-24",
    "0 0 7 1 * *,2026-01-01T00:00:00Z,2026-11-25T20:00:00Z,2026-11-01",
    "0 */5 * * * *,2020-01-01T00:00:00Z,2026-11-25T20:02:00Z,2026-11-25T14:00-06:00",
  })
  void was_due_latest(String cron, Instant from, Instant to, String key) {
    assertThat(new Schedule(cron, CHICAGO).latest(from, to).map(Schedule.Due::key))
        .isEqualTo(Optional.ofNullable(key));
  }

  @Test
  void a_day_has_one_time_in_every_zone_and_year() {
    for (String zone : new String[] {"America/Chicago", "Europe/Berlin", "Australia/Lord_Howe"}) {
      Schedule schedule = new Schedule("0 15 2 * * *", ZoneId.of(zone));
      Instant from = Instant.parse("2026-01-01T12:00:00Z");
      assertThat(
              schedule.sample(from, ZoneId.of(zone), 730).stream()
                  .map(java.time.ZonedDateTime::toLocalDate)
                  .distinct())
          .hasSize(730);
    }
  }

  @Test
  void can_be_never_again() {
    assertThat(new Schedule("0 0 7 30 2 *", CHICAGO).next(Instant.EPOCH)).isEmpty();
  }
}
