package org.heed.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class PausedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "fall-2026.a | resume fall-2026.a --by NAME --reason TEXT",
        "spring term | resume \"spring term\" --by NAME --reason TEXT",
        "it's on | resume \"it's on\" --by NAME --reason TEXT",
        "odd$(id)`' name | resume 'odd$(id)`'\\'' name' --by NAME --reason TEXT",
        "-x | resume --by NAME --reason TEXT -- -x",
        "-x y | resume --by NAME --reason TEXT -- \"-x y\"",
      })
  void R9_what_is_typed_to_go_on_can_be_pasted_into_a_shell(String name, String command) {
    assertThat(new Paused(1, 1L, null, name, 120, 7, Instant.EPOCH, 2).command())
        .isEqualTo(command);
  }
}
