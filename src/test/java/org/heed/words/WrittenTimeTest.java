package org.heed.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTimeTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "US | 11/30/2026 | 2026-11-30",
        "US | 11/05/2026 | 2026-11-05",
        "US | 11/5/26 | 2026-11-05",
        "US | ' 11-30-2026 ' | 2026-11-30",
        "DE | 5.11.2026 | 2026-11-05",
        "GB | 30/11/2026 | 2026-11-30",
        "CA | 11/11/2026 | 2026-11-11",
        "US | 2026-11-30 | 2026-11-30",
        "DE | 2026-11-30 | 2026-11-30",
        "US | Mon 30 Nov 2026 | 2026-11-30",
        "US | 30 November 2026 | 2026-11-30",
        "US | 'Nov. 30, 2026' | 2026-11-30",
        "US | 'MONDAY, November 30, 2026' | 2026-11-30"
      })
  void a_day_is_read_as_its_country_writes_it(String country, String text, LocalDate day) {
    WrittenTime read = WrittenTime.read(text, DateOrder.of(country), CHICAGO);
    assertThat(read.day()).isEqualTo(day);
    assertThat(read.at()).isEqualTo(day.atStartOfDay(CHICAGO).toInstant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "US | 11/30/2026 4:56 PM | 2026-11-30T22:56:00Z",
        "US | '11/30/2026, 4:56 PM' | 2026-11-30T22:56:00Z",
        "US | 11/30/2026 04:56pm | 2026-11-30T22:56:00Z",
        "US | 11/30/2026 16:56 | 2026-11-30T22:56:00Z",
        "US | 11/30/2026 9:05 | 2026-11-30T15:05:00Z",
        "US | 11/30/2026 12:05 a.m. | 2026-11-30T06:05:00Z",
        "US | 11/30/2026 12:05:06 PM | 2026-11-30T18:05:06Z",
        "DE | 30.11.2026 16:56 | 2026-11-30T22:56:00Z",
        "US | 2026-11-30 4:56 PM | 2026-11-30T22:56:00Z",
        "US | 2026-11-30T16:56:07-06:00 | 2026-11-30T22:56:07Z",
        "US | 2026-11-30T22:56Z | 2026-11-30T22:56:00Z",
        "US | 'Mon 30 Nov 2026, 4:56:07 PM' | 2026-11-30T22:56:07Z",
        "US | 'Mon, 30 Nov 2026 16:56:07 -0600' | 2026-11-30T22:56:07Z",
        "US | 'Mon, 30 Nov 2026 22:56:07 GMT' | 2026-11-30T22:56:07Z",
        "US | 'November 30, 2026 at 4:56 PM' | 2026-11-30T22:56:00Z"
      })
  void so_is_a_time(String country, String text, Instant time) {
    WrittenTime read = WrittenTime.read(text, DateOrder.of(country), CHICAGO);
    assertThat(read.at()).isEqualTo(time);
    assertThat(read.day()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "US | 30/11/2026",
        "DE | 11/30/2026",
        "CA | 11/05/2026",
        "US | 2/30/2026",
        "US | 11/30/2026 13:00 PM",
        "US | 11/30/2026 0:30 AM",
        "US | 11/30/2026 25:00",
        "US | 11/30",
        "US | 11/30/20261",
        "US | Tue 30 Nov 2026",
        "US | 30 Nav 2026",
        "US | yesterday",
        "US | ''",
        "US | 1130 2026",
        "US | 2026-11-30 x"
      })
  void what_is_neither_is_refused(String country, String text) {
    assertThatThrownBy(() -> WrittenTime.read(text, DateOrder.of(country), CHICAGO))
        .isInstanceOf(DateTimeException.class);
  }
}
