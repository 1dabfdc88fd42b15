package org.heed.consent;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Days on which the institution works: Monday to Friday, holidays aside. */
final class BusinessDays {
  private BusinessDays() {}

  /** The date so many business days after a date. */
  static LocalDate after(LocalDate date, int days, Set<LocalDate> holidays) {
    LocalDate day = date;
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      if (!weekend && !holidays.contains(day)) {
        left--;
      }
    }
    return day;
  }
}
