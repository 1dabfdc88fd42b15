package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class DoubtTest {
  /** Answers in their order: how many in doubt (?) or read (.); and after which it is too much. */
  @ParameterizedTest
  @CsvSource({
    "19?, 0",
    "20?, 20",
    "2. 18?, 20",
    "18? 2., 20",
    "3. 17?, 0",
    "17? 3. 17?, 0",
    "1. 8? 1. 10?, 20",
    "3. 18?, 21",
    "100. 18?, 118",
    "17? 3. 18?, 38",
  })
  void eighteen_of_the_last_twenty_answers_in_doubt_are_too_many(String answers, int after) {
    Doubt doubt = new Doubt();
    int count = 0;
    int found = 0;
    for (String part : answers.split(" ", -1)) {
      int times = Integer.parseInt(part.substring(0, part.length() - 1));
      for (int i = 0; i < times; i++) {
        count++;
        if (doubt.note(part.endsWith("?")) && found == 0) {
          found = count;
        }
      }
    }
    assertThat(found).isEqualTo(after);
  }
}
