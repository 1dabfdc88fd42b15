package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * What the gateway's own calculator makes of each character, typed from it; for U+2017 other
   * copies of the list have the low line. SP is a space, NONE is nothing.
   */
  private static final String PUBLISHED =
      """
      " AB BB 201C 201D 2BA 2EE 201F 275D 275E 301D 301E FF02 201E
      ' 2018 2019 2BB 2C8 2BC 2BD 2B9 201B FF07 B4 2CA 60 2CB 275B 275C 313 314 FE10 FE11 2017
      / F7 29F8 337 338 2044 2215 FF0F
      \\ 29F9 29F5 20E5 FE68 FF3C
      _ 332 FF3F 2017
      | 20D2 20D3 2223 FF5C 23B8 23B9 23D0 239C 239F
      - 23BC 23BD 2015 FE63 FF0D 2010 2043 2014 2013 2022
      ! 1C3 FE15 FE57 FF01
      , 201A 326 FE50 FE51 FF0C FF64 3001
      ( 2768 276A FE59 FF08 27EE 2985
      ) 2769 276B FE5A FF09 27EF 2986
      * 204E 2217 229B 2722 2723 2724 2725 2731 2732 2733 273A 273B 273C 273D 2743 2749 274A 274B
      * 29C6 FE61 FF0A
      . 3002 FE52 FF0E FF61
      : 2D0 2F8 2982 A789 FE13 FF1A
      ; 204F FE14 FE54 FF1B
      = 347 A78A FE66 FF1D
      ^ 2C6 302 FF3E 1DCD
      ~ 2DC 2F7 303 330 334 223C FF5E
      SP A0 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200A 202F 205F 3000 2028 2029 9
      SP 8D 9F 80 90 9B
      NONE 10 0 3 4 17 19 11 12 13 14 2060 200B FEFF
      """
          + one("@ FE6B FF20; $ FE69 FF04; # FE5F FF03; % FE6A FF05; & FE60 FF06; + 2D6 FE62 FF0B;")
          + one("< FE64 FF1C 203A; > FE65 FF1E 2039; ? FE16 FE56 FF1F; { 2774 FE5B FF5B;")
          + one("} 2775 FE5C FF5D; [ FF3B; ] FF3D; !! 203C; ... 2026; 1/4 BC; 1/2 BD; 3/4 BE;")
          + one("0 FF10; 1 FF11; 2 FF12; 3 FF13; 4 FF14; 5 FF15; 6 FF16; 7 FF17; 8 FF18; 9 FF19;")
          + one("A FF21 1D00; B FF22 299; C FF23 1D04; D FF24 1D05; E FF25 1D07; F FF26 A730;")
          + one("G FF27 262; H FF28 29C; I FF29 26A; J FF2A 1D0A; K FF2B 1D0B; L FF2C 29F;")
          + one(
              "M FF2D 1D0D; N FF2E 274; O FF2F 1D0F; P FF30 1D18; Q FF31; R FF32 280; S FF33 A731;")
          + one(
              "T FF34 1D1B; U FF35 1D1C; V FF36 1D20; W FF37 1D21; X FF38; Y FF39 28F; Z FF3A"
                  + " 1D22");

  private static String one(String several) {
    return several.replaceAll("; *", "\n") + (several.endsWith(";") ? "" : "\n");
  }

  @Test
  void R6_the_whole_published_list_is_known_and_nothing_else_is() throws IOException {
    Set<String> characters = new TreeSet<>();
    PUBLISHED
        .lines()
        .forEach(
            line -> {
              String[] cells = line.split(" ", -1);
              String becomes = cells[0].replace("SP", " ").replace("NONE", "");
              for (String code : List.of(cells).subList(1, cells.length)) {
                String original = Character.toString(Integer.parseInt(code, 16));
                characters.add("%04X".formatted(Integer.parseInt(code, 16)));
                assertThat(SmartEncoding.shows("Room 1" + becomes + "2", "Room 1" + original + "2"))
                    .as(code + " listed as " + cells[0])
                    .isTrue();
              }
            });
    assertThat(list().map(row -> row.get(0)).collect(Collectors.toSet())).isEqualTo(characters);
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
