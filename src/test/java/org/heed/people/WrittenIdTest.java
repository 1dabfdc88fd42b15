package org.heed.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and table tools make of a student id. */
@NullUnmarked
class WrittenIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        "0123456",
        "'00123456",
        "\u201900123456",
        "\u200b00123456",
        "00123456\u00a0 ",
        "00123456\u2060",
        "123456.0",
        "123456.00",
        "=\"00123456\"",
        "0012\u00ad3456",
        "\uff1000123456",
        "'123456",
        "00123456-",
        "-00123456",
        "#00123456",
        "123,456",
        "123.456",
        "00,123,456",
        "00123456/",
        "(00123456)",
        "ID 00123456",
        "ID: 123456",
        "Student No. 00123456",
        "00123456.",
        "*00123456",
        "\u0660\u0660\u0661\u0662\u0663\u0664\u0665\u0666",
        "\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6"
      })
  void it_is_the_same(String id) {
    assertThat(WrittenId.key(id)).isEqualTo(WrittenId.key("00123456"));
    assertThat(WrittenId.isSame(id, "00123456")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00123456  | A00123456
          00123456  | 00123456A
          00123456  | O0123456
          00123456  | 00-123-456
          A00123456 | 00123456
          N1035     | 1035
          12-05     | 5-Dec
          12-05     | 05-Dec
          11-06     | 11/6/2026
          11-06     | 2026-11-06
          2-14      | 14-Feb
          2-14      | 2/14/2026
          9.10      | 9.1
          S2006     | S2006 Smith
          S2006     | Smith (S2006)
          Z2O08     | Z2008
          N00888888 | N888888
          987658    | 9.87658E+05
          1234567890123456789 | 1234567890123456800
          1E5       | 100000
          MAR1      | 1-Mar
          MAR1      | 01-mar
          SEPT2     | 2-Sep
          JUN3      | 3-Jun-26
          OCT12     | 2012-10-01
          OCT12     | 10/1/2012
          NOV9      | 2009-11-01
          Z2010     | Z2010/2026
          Z2009     | Z2009, Jr.
          A2006     | Smith, A2006
          9007199254740993  | 9007199254740992
          1234567890123456  | 1234567890123450
          12345678901234567 | 12345678901234500
          24-115    | 241-15
          1.15.2    | 11.52
          """)
  void it_may_be_the_same(String known, String id) {
    Set<String> keys = WrittenId.keys(id);
    keys.addAll(WrittenId.parts(id));
    assertThat(keys).contains(WrittenId.key(known));
    assertThat(WrittenId.isSame(id, known)).isFalse();
    assertThat(WrittenId.mayBe(id, known)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "A0042, \u04100042",
    "a00123456, A00123456",
    "S1, s1",
    "A00123456, A-00123456",
    "N1035, N-1035",
    "AB-0042, AB\u20130042",
    "AB-0042, AB 0042",
    "AB-0042, AB0042",
    "MC-1389, MC1389",
    "jdoe, jdoe@example.edu",
    "rdoe, AD\\rdoe",
    "jd1035, JD1035@example.edu"
  })
  void letters_and_marks_beside_them_do_not_tell_apart(String known, String id) {
    assertThat(WrittenId.key(id)).isEqualTo(WrittenId.key(known));
    assertThat(WrittenId.isSame(id, known)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "00123456, 00123457",
    "S1, S10",
    "jd1035, kt1035",
    "E12345, F12345",
    "1234567890123456, 1234567890123466",
    "1234567890123460, 1234567890123461",
    "9007199254740992, 9007199254740994",
    "mar1, mar2"
  })
  void it_is_another(String known, String id) {
    assertThat(
            WrittenId.key(id).equals(WrittenId.key(known))
                && (WrittenId.isSame(id, known) || WrittenId.mayBe(id, known)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.01E+08",
        "9.01e+8",
        "9,01E+08",
        "1E+09",
        "9.01E8",
        "90.1E+07",
        "901.0E+6",
        "9.E+08",
        "12E+05",
        "\u200b9.01E+08"
      })
  void a_shortened_number_is_none(String id) {
    assertThat(WrittenId.isShortened(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9E12", "E12345", "1E5", "90100000", "S1E2", "12E345"})
  void what_is_no_shortened_number_is_an_id(String id) {
    assertThat(WrittenId.isShortened(id)).isFalse();
  }
}
