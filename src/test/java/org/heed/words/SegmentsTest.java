package org.heed.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class SegmentsTest {
  @ParameterizedTest
  @CsvSource({
    "a, 1, 1",
    "a, 160, 1",
    "a, 161, 2",
    "a, 306, 2",
    "a, 307, 3",
    "a, 1600, 11",
    "é, 160, 1",
    "€, 80, 1",
    "€, 81, 2",
    "€, 152, 2",
    "€, 153, 3",
    "Å, 459, 3",
    "Å, 460, 4",
    "^, 153, 3",
    "“, 201, 3",
    "“, 202, 4",
    "ç, 70, 1",
    "ç, 71, 2",
    "ç, 134, 2",
    "ç, 135, 3",
    "’, 70, 1",
    "😀, 35, 1",
    "😀, 36, 2",
    "😀, 66, 2",
    "😀, 67, 3"
  })
  void a_text_of_one_repeated_character_takes(String character, int times, int segments) {
    assertThat(Segments.count(character.repeat(times))).isEqualTo(segments);
  }

  /** Behind so many letters: a character of several units goes whole into the next segment. */
  @ParameterizedTest
  @CsvSource({
    "66, 😀, 67, 3",
    "60, 👩‍👩‍👧‍👦, 63, 3",
    "60, 👩‍👩‍👧‍👦, 56, 2",
    "65, 🇺🇸, 67, 3",
    "64, 🇺🇸, 66, 3",
    "63, 🇺🇸, 67, 2",
    "66, e\u0301ś, 66, 3",
    "65, 1️⃣, 67, 3",
    "65, 👍🏽, 67, 3"
  })
  void a_grapheme_is_never_cut_in_two(int before, String grapheme, int after, int segments) {
    assertThat(Segments.count("a".repeat(before) + grapheme + "a".repeat(after)))
        .isEqualTo(segments);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'Überweisung à 5 € {heute}', 1", "'line\nline', 1"})
  void a_short_text_takes_one(String text, int segments) {
    assertThat(Segments.count(text)).isEqualTo(segments);
  }

  @ParameterizedTest
  @CsvSource({"69, 1", "70, 2"})
  void one_character_outside_the_alphabet_changes_the_measure(int letters, int segments) {
    assertThat(Segments.count("a".repeat(letters) + "ś")).isEqualTo(segments);
  }

  /** Of what people paste into a campaign, what takes it out of the GSM alphabet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, it's 5 @ $10! | ''",
        "à è é ì ò ù Ä Ö Ñ Ü ß Å å Æ æ Ø ø Ç ¿ ¡ £ ¥ § ¤ | ''",
        "Δ Φ Γ Λ Ω Π Ψ Σ Θ Ξ | ''",
        "[a] {b} ^ ~ | ''",
        "5 € | ''",
        "ç | U+00E7",
        "á í ó ú â ê | U+00E1 U+00ED U+00F3 U+00FA U+00E2 U+00EA",
        "It’s “time” – now… | U+2019 U+201C U+201D U+2013 U+2026",
        "🎓 and 🎓 | U+1F393",
        "👩‍🎓 | U+1F469 U+200D U+1F393",
        "` | U+0060",
        "tab\there | U+0009",
        "no break | U+00A0",
        "Привет | U+041F U+0440 U+0438 U+0432 U+0435 U+0442",
      })
  void characters_outside_the_alphabet_are_named_once_each(String text, String outside) {
    assertThat(
            java.util.Arrays.stream(Segments.outsideGsm(text.translateEscapes()))
                .mapToObj("U+%04X"::formatted)
                .collect(java.util.stream.Collectors.joining(" ")))
        .isEqualTo(outside);
  }
}
