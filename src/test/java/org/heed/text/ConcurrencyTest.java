package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class ConcurrencyTest {

  /** c5: attempt 5 is on its way; s5: it was asked to slow down; +: one was taken. */
  @ParameterizedTest
  @CsvSource({
    "8, '', 8",
    "8, c1 s1, 4",
    "8, c1 c2 c3 s1 s2 s3, 4",
    "8, c1 s1 c2 s2, 2",
    "8, c1 s1 c2 s2 c3 s3 c4 s4 c5 s5, 1",
    "8, c1 s1 + + +, 4",
    "8, c1 s1 + + + +, 5",
    "8, c1 s1 + + + + + + + + +, 6",
    "8, c1 s1 + + + c2 s2 + , 2",
    "8, c1 s1 + + + c2 s2 + +, 3",
    "2, c1 s1 + + + + +, 2",
    "1, c1 s1 +, 1",
    "5, c1 s1, 2"
  })
  void
      R6_half_after_each_round_that_was_asked_to_slow_down_and_one_more_after_each_round_that_was_taken(
          int most, String story, int limit) {
    Concurrency concurrency = new Concurrency(most);
    for (String word : story.split(" ", -1)) {
      switch (word.isEmpty() ? ' ' : word.charAt(0)) {
        case 'c' -> concurrency.claimed(Long.parseLong(word.substring(1)));
        case 's' -> concurrency.halve(Long.parseLong(word.substring(1)));
        case '+' -> concurrency.raise();
        default -> {}
      }
    }
    assertThat(concurrency.limit()).isEqualTo(limit);
  }
}
