package org.heed.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@NullUnmarked
class QuietHoursTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @ParameterizedTest
  @CsvSource({
    // New York, winter: 09:00 is 14:00Z, 20:00 is 01:00Z
    "20:00-09:00, +12025550100, 2026-11-24T13:59:59Z, 2026-11-24T14:00:00Z",
    "20:00-09:00, +12025550100, 2026-11-24T14:00:00Z, ",
    "20:00-09:00, +12025550100, 2026-11-25T00:59:59.999Z, ",
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
