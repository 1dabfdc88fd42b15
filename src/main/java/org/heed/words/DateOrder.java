package org.heed.words;

import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which number a date as spreadsheets show it, {@code 11/5/2026}, begins with. */
public enum DateOrder {
  MONTH,
  DAY,
  /** Nothing tells, or both is told. */
  UNKNOWN;

  private static final Set<String> MONTH_FIRST =
      Set.of("US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH");
  private static final Set<String> YEAR_FIRST =
      Set.of("CA", "CN", "TW", "JP", "KR", "MN", "SE", "LT", "HU", "IR", "ZA");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})((?:,? +\\d{1,2}:\\d{2}.*)?)",
          Pattern.CASE_INSENSITIVE);
  private static final int MONTHS = 12;

  /** That of a country; of one that begins with the year it is not known. */
  public static DateOrder of(String country) {
    if (YEAR_FIRST.contains(country)) {
      return UNKNOWN;
    }
    return MONTH_FIRST.contains(country) ? MONTH : DAY;
  }

  /** Whether a text is such a date, and which day it is would have to be told and is not. */
  public boolean isEither(String text) {
    Matcher written = WRITTEN.matcher(text);
    return this == UNKNOWN && written.matches() && number(written, 1) != number(written, 3);
  }

  /** A text with such a date at its beginning in ISO 8601; another as it is. */
  String iso(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches() || isEither(text)) {
      return text;
    }
    int year = number(written, 4);
    return LocalDate.of(
            year < 100 ? 2000 + year : year,
            number(written, this == DAY ? 3 : 1),
            number(written, this == DAY ? 1 : 3))
        + written.group(5);
  }

  private static int number(Matcher written, int group) {
    return Integer.parseInt(written.group(group));
  }

  /** What a column's dates say together about their order. */
  public static final class Column {
    private boolean month;
    private boolean day;

    /** Notes one cell. */
    public void add(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (written.matches()) {
        month |= number(written, 3) > MONTHS;
        day |= number(written, 1) > MONTHS;
      }
    }

    /** The country's, where a date of the column proves it and none is against it. */
    public DateOrder order(String country) {
      DateOrder countrys = of(country);
      return month == day || (countrys == MONTH) != month ? UNKNOWN : countrys;
    }
  }
}
