package org.heed.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

@NullUnmarked
class QuietHoursTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @ParameterizedTest
  @CsvSource({
    // New York, winter: 09:00 is 14:00Z, 20:00 is 01:00Z
    "20:00-09:00, +12025550100, 2026-11-24T13:59:59Z, 2026-11-24T14:00:00Z",
    "20:00-09:00, +12025550100, 2026-11-24T14:00:00Z, ",
    "20:00-09:00, +12025550100, 2026-11-25T00:59:59Z, ",
    // less than a second of the window is none
    "20:00-09:00, +12025550100, 2026-11-25T00:59:59.001Z, 2026-11-25T14:00:00Z",
    "20:00-09:00, +12025550100, 2026-11-25T01:00:00Z, 2026-11-25T14:00:00Z",
    "20:00-09:00, +12025550100, 2026-11-25T04:30:00Z, 2026-11-25T14:00:00Z",
    // Honolulu while it is day in New York
    "20:00-09:00, +18085550123, 2026-11-24T18:00:00Z, 2026-11-24T19:00:00Z",
    // the night the clocks go forward, and the night they go back
    "20:00-09:00, +12025550100, 2026-03-08T04:00:00Z, 2026-03-08T13:00:00Z",
    "20:00-09:00, +12025550100, 2026-11-01T04:00:00Z, 2026-11-01T14:00:00Z",
    // quiet until a time that the night leaves out: until the clocks go forward
    "20:00-02:30, +12025550100, 2026-03-08T06:00:00Z, 2026-03-08T07:00:00Z",
    // quiet until a time that the night has twice: the first one, or for the second hour the second
    "20:00-01:30, +12025550100, 2026-11-01T04:30:00Z, 2026-11-01T05:30:00Z",
    "20:00-01:30, +12025550100, 2026-11-01T06:10:00Z, 2026-11-01T06:30:00Z",
    // Alaska: Anchorage and, an hour behind, Adak
    "20:00-09:00, +19075550100, 2026-11-24T18:30:00Z, 2026-11-24T19:00:00Z",
    "20:00-09:00, +19075550100, 2026-11-25T05:30:00Z, 2026-11-25T19:00:00Z",
    // Boise and Los Angeles
    "20:00-09:00, +12085550100, 2026-11-24T16:30:00Z, 2026-11-24T17:00:00Z",
    // abroad
    "20:00-09:00, +4915112345678, 2026-11-24T07:30:00Z, 2026-11-24T08:00:00Z",
    "20:00-09:00, +447700900123, 2026-11-24T08:30:00Z, 2026-11-24T09:00:00Z",
    // toll free, no country, never assigned: the institution's zone
    "20:00-09:00, +18005550199, 2026-11-25T02:00:00Z, 2026-11-25T15:00:00Z",
    "20:00-09:00, +18005550199, 2026-11-25T01:59:00Z, ",
    "20:00-09:00, +882341234567, 2026-11-24T14:30:00Z, 2026-11-24T15:00:00Z",
    "20:00-09:00, +15555550100, 2026-11-24T15:00:00Z, ",
    // Anchorage and Adak are never both inside so short a window: the institution's zone
    "09:30-09:00, +19075550100, 2026-11-24T18:00:00Z, 2026-11-25T15:00:00Z",
    // within a day
    "12:00-13:00, +12025550100, 2026-11-24T17:30:00Z, 2026-11-24T18:00:00Z",
    "22:00-00:00, +12025550100, 2026-11-25T03:30:00Z, 2026-11-25T05:00:00Z",
    "off, +12025550100, 2026-11-24T07:00:00Z, ",
    "false, +12025550100, 2026-11-24T07:00:00Z, ",
  })
  void R7_holds_a_text_until_every_zone_of_the_phone_is_inside_the_window(
      String quietHours, String phone, Instant at, Instant heldUntil) {
    assertThat(QuietHours.parse(quietHours, CHICAGO).heldUntil(new PhoneNumber(phone), at))
        .isEqualTo(java.util.Optional.ofNullable(heldUntil));
  }

  @ParameterizedTest
  @CsvSource({
    // New York, winter: the window ends at 01:00Z
    "20:00-09:00, +12025550100, 2026-11-24T17:00:00Z, 4h, 14400",
    "20:00-09:00, +12025550100, 2026-11-24T21:00:00Z, 4h, 14400",
    "20:00-09:00, +12025550100, 2026-11-24T21:00:00.001Z, 4h, 14399",
    "20:00-09:00, +12025550100, 2026-11-24T15:00:00Z, 10h, 36000",
    "20:00-09:00, +12025550100, 2026-11-25T00:58:00Z, 4h, 120",
    "20:00-09:00, +12025550100, 2026-11-25T00:58:00Z, 30s, 30",
    "20:00-09:00, +12025550100, 2026-11-25T00:59:58.999Z, 4h, 1",
    "20:00-09:00, +12025550100, 2026-11-25T00:59:59Z, 4h, 1",
    // under a second, and outside the window
    "20:00-09:00, +12025550100, 2026-11-25T00:59:59.001Z, 4h, 0",
    "20:00-09:00, +12025550100, 2026-11-25T01:00:00Z, 4h, 0",
    "20:00-09:00, +12025550100, 2026-11-25T13:59:59Z, 4h, 0",
    // a fraction of a second is nobody's
    "20:00-09:00, +12025550100, 2026-11-24T17:00:00Z, 1500ms, 1",
    // Anchorage and, an hour behind, Adak: the earlier end, Anchorage's, 05:00Z
    "20:00-09:00, +19075550100, 2026-11-25T04:00:00Z, 4h, 3600",
    "20:00-09:00, +19075550100, 2026-11-25T05:00:00Z, 4h, 0",
    // Boise and Los Angeles: Boise's, 03:00Z
    "20:00-09:00, +12085550100, 2026-11-25T02:30:00Z, 4h, 1800",
    // the day the clocks go forward: 20:00 is 00:00Z; the day they go back: 01:00Z
    "20:00-09:00, +12025550100, 2026-03-08T22:00:00Z, 4h, 7200",
    "20:00-09:00, +12025550100, 2026-11-01T22:00:00Z, 4h, 10800",
    // quiet from a time that the night leaves out: from when the clocks go forward, 07:00Z
    "02:30-09:00, +12025550100, 2026-03-08T06:00:00Z, 4h, 3600",
    // quiet from a time that the night has twice: the first, and before the second the second
    "01:30-09:00, +12025550100, 2026-11-01T05:00:00Z, 4h, 1800",
    "01:30-09:00, +12025550100, 2026-11-01T06:00:00Z, 4h, 1800",
    // quiet until 01:30: open at 01:40, until the clocks go back to 01:00, 06:00Z
    "20:00-01:30, +12025550100, 2026-11-01T05:40:00Z, 4h, 1200",
    // Lord Howe goes back by half an hour, at 15:00Z from 02:00 to 01:30
    "01:45-09:00, +61255501234, 2026-04-04T14:00:00Z, 4h, 2700",
    // abroad
    "20:00-09:00, +4915112345678, 2026-11-24T18:00:00Z, 4h, 3600",
    "20:00-09:00, +447700900123, 2026-11-24T18:00:00Z, 4h, 7200",
    // no area: the institution's zone, Chicago, 02:00Z
    "20:00-09:00, +18005550199, 2026-11-25T01:00:00Z, 4h, 3600",
    "20:00-09:00, +882341234567, 2026-11-25T01:59:59Z, 4h, 1",
    // Anchorage and Adak are never both inside so short a window: the institution's zone
    "09:30-09:00, +19075550100, 2026-11-25T15:10:00Z, 4h, 1200",
    // within a day; until midnight
    "12:00-13:00, +12025550100, 2026-11-24T16:30:00Z, 4h, 1800",
    "00:00-09:00, +12025550100, 2026-11-25T04:59:00Z, 4h, 60",
    // no quiet hours: the maximum
    "off, +12025550100, 2026-11-25T04:59:00Z, 4h, 14400",
    "off, +12025550100, 2026-11-25T04:59:00Z, 10h, 36000",
    "false, +12025550100, 2026-11-25T04:59:00Z, 1s, 1",
  })
  void R10_a_text_dies_with_its_window(
      String quietHours, String phone, Instant at, String validity, int seconds) {
    QuietHours hours = QuietHours.parse(quietHours, CHICAGO);
    PhoneNumber number = new PhoneNumber(phone);
    assertThat(hours.secondsLeft(number, at, DurationStyle.detectAndParse(validity)))
        .isEqualTo(seconds);
    assertThat(hours.heldUntil(number, at).isPresent()).isEqualTo(seconds == 0);
  }

  /** Second by second there is no quiet one before the end, and one right after it. */
  @ParameterizedTest
  @CsvSource({
    "20:00-09:00, +12025550100, 2026-03-07T20:00:00Z",
    "02:30-09:00, +12025550100, 2026-03-08T04:00:00Z",
    "20:00-01:30, +12025550100, 2026-11-01T03:00:00Z",
    "01:30-01:45, +12025550100, 2026-11-01T03:00:00Z",
    "20:00-09:00, +19075550100, 2026-11-24T20:00:00Z",
    "01:45-09:00, +61255501234, 2026-04-04T10:00:00Z",
  })
  void R10_the_end_is_where_the_first_quiet_second_is(
      String quietHours, String phone, Instant from) {
    QuietHours hours = QuietHours.parse(quietHours, CHICAGO);
    PhoneNumber number = new PhoneNumber(phone);
    Duration most = Duration.ofHours(10);
    for (int minute = 0; minute < 24 * 60; minute += 7) {
      Instant at = from.plusSeconds(minute * 60L);
      int left = hours.secondsLeft(number, at, most);
      for (int second = 0; second < left; second += 59) {
        assertThat(hours.heldUntil(number, at.plusSeconds(second))).as("%s", at).isEmpty();
      }
      if (left < most.toSeconds()) {
        assertThat(hours.heldUntil(number, at.plusSeconds(left)))
            .as("%s and %d seconds", at, left)
            .isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20:00-09:00", " 20:00 - 9:00 ", "20:00\u201309:00", "OFF", "False", "0:00-06:00"})
  void R7_reads_quiet_hours_as_people_write_them(String text) {
    assertThat(QuietHours.parse(text, CHICAGO)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20:00", "20-9", "25:00-09:00", "20:00-09:60", "09:00-09:00", "on", "never"})
  void R7_refuses_quiet_hours_it_cannot_read(String text) {
    assertThatThrownBy(() -> QuietHours.parse(text, CHICAGO))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("heed.delivery.quiet-hours: found " + text + ", expected ");
  }

  @Test
  void R7_says_whether_a_time_of_day_is_quiet() {
    QuietHours quietHours = QuietHours.parse("20:00-09:00", CHICAGO);
    assertThat(quietHours.isQuiet(LocalTime.of(18, 0))).isFalse();
    assertThat(quietHours.isQuiet(LocalTime.of(20, 0))).isTrue();
    assertThat(quietHours.isQuiet(LocalTime.of(9, 0))).isFalse();
    assertThat(QuietHours.parse("off", CHICAGO).isQuiet(LocalTime.of(3, 0))).isFalse();
  }
}
