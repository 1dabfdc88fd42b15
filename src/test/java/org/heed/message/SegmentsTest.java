package org.heed.message;

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
}
