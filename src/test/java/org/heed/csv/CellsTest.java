package org.heed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.heed.address.PhoneNumbers;
import org.heed.words.DateOrder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class CellsTest {
  private final Cells cells =
      new Cells(new PhoneNumbers("US"), ZoneId.of("America/Chicago"), column -> DateOrder.UNKNOWN);
  private final Header header = new Header(List.of("at"));

  @ParameterizedTest
  @CsvSource({
    "2026-11-30, 2026-11-30T06:00:00Z",
    "2026-07-01, 2026-07-01T05:00:00Z",
    "2026-11-30T18:00, 2026-12-01T00:00:00Z",
    "2026-11-30 18:00, 2026-12-01T00:00:00Z",
    "2026-11-30  18:00:30, 2026-12-01T00:00:30Z",
    "2026-11-30t18:00:00.5z, 2026-11-30T18:00:00.500Z",
    "2026-11-30T18:00Z, 2026-11-30T18:00:00Z",
    "2026-11-30T18:00+02:00, 2026-11-30T16:00:00Z",
    "2026-11-30T18:00-0500, 2026-11-30T23:00:00Z",
    "2026-11-30T18:00-05, 2026-11-30T23:00:00Z",
    "2026-03-08T02:30, 2026-03-08T08:30:00Z"
  })
  void a_date_or_date_time_is_read_in_the_institutions_zone(String text, Instant time)
      throws RowProblem {
    assertThat(cells.time(header, new Row(2, List.of(text), null), "at")).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tomorrow | no date, expected one such as 2026-01-31 or 2026-01-31 18:00",
        "11/30/2026 | Excel shows dates so, day or month first, and this column does not tell"
            + " which; expected one such as 2026-01-31",
        "2026-02-30 | no date, expected one such as 2026-01-31 or 2026-01-31 18:00",
        "2026-11-30T25:00 | no date, expected one such as 2026-01-31 or 2026-01-31 18:00",
        "2026-11-30T18:00 CST | no date, expected one such as 2026-01-31 or 2026-01-31 18:00",
        "+12026-11-30T18:00 | expected a date between 1990 and 2100",
        "9026-11-30 | expected a date between 1990 and 2100",
        "0001-01-01 | expected a date between 1990 and 2100"
      })
  void a_cell_that_is_no_date_says_what_one_is(String text, String problem) {
    assertThat(
            catchThrowableOfType(
                RowProblem.class, () -> cells.time(header, new Row(2, List.of(text), null), "at")))
        .hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "US | 11/30/2026 | 11/5/2026 | 2026-11-05T06:00:00Z",
        "US | 11/30/2026 | 11/5/26 | 2026-11-05T06:00:00Z",
        "US | 11/30/2026 | 11/5/2026 6:30 PM | 2026-11-06T00:30:00Z",
        "US | 11/30/2026 | 11/5/2026 12:30:05 a.m. | 2026-11-05T06:30:05Z",
        "US | 11/30/2026 | 11-5-2026, 18:30 | 2026-11-06T00:30:00Z",
        "US | 1/2/2026 | 11/11/2026 | 2026-11-11T06:00:00Z",
        "US | 1/2/2026 | 11/5/2026 | -",
        "US | 30/11/2026 | 11/5/2026 | -",
        "US | 30/11/2026 11/30/2026 | 11/5/2026 | -",
        "DE | 30.11.2026 | 5.11.2026 | 2026-11-05T06:00:00Z",
        "GB | 30/11/2026 | 05/11/2026 | 2026-11-05T06:00:00Z",
        "GB | 11/30/2026 | 05/11/2026 | -",
        "CA | 11/30/2026 | 05/11/2026 | -"
      })
  void a_date_is_read_as_the_country_writes_it_where_its_column_tells(
      String country, String others, String text, Instant time) throws RowProblem {
    DateOrder.Column column = new DateOrder.Column();
    for (String other : (others + " " + text).split(" ", -1)) {
      column.add(other);
    }
    Cells read =
        new Cells(
            new PhoneNumbers("US"), ZoneId.of("America/Chicago"), name -> column.order(country));
    Row row = new Row(2, List.of(text), null);
    if (time == null) {
      assertThat(catchThrowableOfType(RowProblem.class, () -> read.time(header, row, "at")))
          .hasMessageStartingWith("Excel shows dates so");
    } else {
      assertThat(read.time(header, row, "at")).isEqualTo(time);
    }
  }
}
