package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text and its row in the gateway's log: the same but for what the gateway replaces. */
@NullUnmarked
class SmartEncodingTest {
  /** Every character of the gateway's list with everything it may become. */
  static Stream<List<String>> list() throws IOException {
    try (var file = SmartEncoding.class.getResourceAsStream("smart-encoding.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", 3))
              .flatMap(
                  cell ->
                      Arrays.stream(cell[1].split(" \\| "))
                          .map(
                              codes ->
                                  List.of(
                                      cell[0],
                                      Arrays.stream(codes.split(" "))
                                          .filter(code -> !code.isEmpty())
                                          .map(
                                              code ->
                                                  Character.toString(Integer.parseInt(code, 16)))
                                          .collect(Collectors.joining()))))
              .toList()
              .stream();
    }
  }

  @Test
  void the_list_is_whole() throws IOException {
    assertThat(list().map(row -> row.get(0)).distinct()).hasSize(270);
    assertThat(list().map(row -> row.get(0)))
        .contains("02BB", "02BC", "02D0", "1D00", "1D22", "2014", "2019", "2026", "00A0", "0302");
  }

  @ParameterizedTest
  @MethodSource("list")
  void R6_what_the_gateway_replaces_does_not_count(List<String> row) {
    String original = Character.toString(Integer.parseInt(row.get(0), 16));
    String text = "At 5%spm, room A%s1: “it’s” on".formatted(original, original);
    assertThat(SmartEncoding.shows(text, text)).isTrue();
    assertThat(SmartEncoding.shows(text.replace(original, row.get(1)), text)).isTrue();
    assertThat(
            SmartEncoding.shows(
                text.replace(original, row.get(1)).replace("“", "\"").replace("”", "\""), text))
        .isTrue();
    assertThat(SmartEncoding.shows(text.replace(original, "x"), text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "O\u02BBahu, O'ahu",
    "O\u02BBahu, O\u02BBahu",
    "\u1D04\u1D00\u029F\u029F ᴍᴇ, CALL ME",
    "'“Hello” – it’s on…', '\"Hello\" - it''s on...'",
    "'a\u00A0b', 'a b'",
    "'a\u00A0b', 'a  b'",
    "'a\tb', 'a       b'",
    "'\u2003end\u2003', end",
    "'one\r\ntwo', 'one\ntwo'",
    "'one\ntwo', 'one\r\ntwo'",
    "'one\u2028two', 'one two'",
    "cafe\u0301, caf\u00e9",
    "caf\u00e9, cafe\u0301",
    "pen\u0303a, pen~a",
    "pen\u0303a, pe\u00f1a",
    "co\u0302te, co^te",
    "Hello, Sent from your Twilio trial account - Hello",
    "‹b›, <b>",
    "ＡＢＣ　１２, ABC 12",
    "Hello, ''"
  })
  void R6_a_text_is_known_as_the_gateway_may_show_it(String sent, String listed) {
    assertThat(SmartEncoding.shows(listed, sent)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "$5.00. Grade: A+, $500. Grade: A-",
    "$5.00. Grade: A+, $500. Grade: A+",
    "Room 1-11, Room 11-1",
    "Room 1-11, Room 111",
    "Room 1 11, Room 11 1",
    "Call me, call me",
    "One two, 'One, two'",
    "One two, One  two",
    "Grade A, Grade A+",
    "Hello there, Hello",
    "Hello, Hello there",
    "resume, résumé",
    "pe\u00f1a, pen~a",
    "a < b, a > b",
    "1/2, 12",
    "(5), 5",
    "#1, 1",
    "😀, 😃",
    "50%, 50",
    "-5, 5",
    "Oahu, O'ahu"
  })
  void R6_nothing_else_is_the_same(String one, String other) {
    assertThat(SmartEncoding.shows(other, one)).isFalse();
    assertThat(SmartEncoding.shows(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00A0", "…", "\u200b", "\u0302", "‹"})
  void a_long_text_is_compared_in_a_moment(String one) {
    String text = one.repeat(1600);
    assertThat(SmartEncoding.shows("x" + text + "y", "x" + text + "z")).isFalse();
    assertThat(SmartEncoding.shows("x" + text + "y", "x" + text + "y")).isTrue();
  }
}
