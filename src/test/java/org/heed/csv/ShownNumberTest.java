package org.heed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class ShownNumberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "0 | - | 3.125550110E9 | 3125550110",
        "0 | General | 0.30000000000000004 | 0.3",
        "0 | General | 12025550100 | 12025550100",
        "1 | - | 3125550110 | 3125550110",
        "9 | - | 0.15 | 15%",
        "10 | - | 0.1525 | 15.25%",
        "4 | - | 1234.5 | 1,234.50",
        "49 | @ | 7 | 7",
        "164 | 00000000 | 123456 | 00123456",
        "164 | 0.0 | 2.25 | 2.3",
        "164 | \"$\"#,##0.00 | 1250 | $1,250.00",
        "164 | [$€-407] #,##0.00 | 1250 | € 1,250.00",
        "164 | #,##0.00\\ [$€-407] | 1250 | 1,250.00 €",
        "164 | _(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(@_) | 1250 | $1,250.00",
        "164 | _(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(@_) | -3 | $(3.00)",
        "164 | [<=9999999]###\\-####;\\(###\\)\\ ###\\-#### | 3125550110 | (312) 555-0110",
        "164 | [<=9999999]###\\-####;\\(###\\)\\ ###\\-#### | 5550110 | 555-0110",
        "164 | \\(###\\)\\ ###\\-#### | 3125550110 | (312) 555-0110",
        "164 | 000\\-00\\-0000 | 12345678 | 012-34-5678",
        "164 | 0.00E+00 | 12025550100 | 12025550100",
        "164 | # ?/? | 0.5 | 0.5",
        "164 | 0\" days\" | 3 | 3 days"
      })
  void a_number_is_shown_as_the_spreadsheet_shows_it(
      int id, String format, BigDecimal number, String shown) {
    ShownNumber way = ShownNumber.of(id, format);
    assertThat(way.isTime()).isFalse();
    assertThat(way.number(number)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "14 | - | 2026-11-30T00:00 | 11/30/2026 | 2026-11-30",
        "22 | - | 2026-11-30T18:05 | 11/30/2026 18:05 | 2026-11-30T18:05",
        "164 | yyyy\\-mm\\-dd | 2026-11-05T00:00 | 2026-11-05 | 2026-11-05",
        "164 | dd.mm.yy | 2026-11-05T00:00 | 05.11.26 | 2026-11-05",
        "164 | [$-409]mmmm\\ d\\,\\ yyyy;@ | 2026-11-05T00:00 | November 5, 2026 | 2026-11-05",
        "164 | dddd, mmm d | 2026-11-05T00:00 | Thursday, Nov 5 | 2026-11-05",
        "164 | m/d/yy h:mm AM/PM | 2026-11-05T18:05 | 11/5/26 6:05 PM | 2026-11-05T18:05",
        "164 | mm:ss | 2026-11-05T18:05:07 | 05:07 | 2026-11-05T18:05:07",
        "20 | - | 1899-12-31T18:05 | 18:05 | 1899-12-31T18:05",
        "14 | - | 2026-11-04T23:59:59.999 | 11/5/2026 | 2026-11-05"
      })
  void a_time_is_shown_so_too_and_read_exactly_where_one_is_expected(
      int id, String format, LocalDateTime time, String shown, String exact) {
    ShownNumber way = ShownNumber.of(id, format);
    assertThat(way.isTime()).isTrue();
    assertThat(way.time(time, false)).isEqualTo(shown);
    assertThat(way.time(time, true)).isEqualTo(exact);
  }
}
