package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class BusinessDaysTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23, 0, 2026-11-23",
    "2026-11-23, 1, 2026-11-24",
    "2026-11-27, 1, 2026-11-30",
    "2026-11-28, 1, 2026-11-30",
    "2026-11-25, 1, 2026-11-27", // Thanksgiving lies between
    "2026-11-23, 10, 2026-12-08",
    "2026-12-24, 2, 2026-12-29"
  })
  void L3_weekends_and_holidays_do_not_count(LocalDate from, int days, LocalDate due) {
    Set<LocalDate> holidays = Set.of(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 12, 25));
    assertThat(BusinessDays.after(from, days, holidays)).isEqualTo(due);
  }
}
