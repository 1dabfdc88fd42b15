package org.heed.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class OptOutShareTest {
  @ParameterizedTest
  @CsvSource({
    "5%, 5, 100, false",
    "5%, 6, 100, true",
    "5%, 99, 99, false",
    "5%, 7, 140, false",
    "5%, 8, 159, true",
    "5%, 8, 160, false",
    "5%, 50000001, 1000000000, true",
    "5%, 50000000, 1000000000, false",
    "2.5 %, 5, 200, false",
    "2.5%, 6, 200, true",
    "0.1%, 1, 1000, false",
    "0.1%, 1, 999, true",
    "5% of 20, 1, 20, false",
    "5% of 20, 2, 20, true",
    "5% of 20, 2, 19, false",
    "5% of at least 100, 6, 100, true",
    "10 % OF AT LEAST 1, 1, 1, true",
  })
  void R9_more_than_the_share_of_at_least_so_many_texts_pauses(
      String setting, long optOuts, long texts, boolean paused) {
    assertThat(OptOutShare.parse(setting).isPassedBy(optOuts, texts)).isEqualTo(paused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", " OFF ", "false", "no"})
  void R9_off_pauses_nothing(String setting) {
    assertThat(OptOutShare.parse(setting)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "five%", "0%", "-1%", "100%", "5%%", "5% of", "5% of 0", "5% of ten"})
  void a_setting_that_is_none_is_told_with_what_is_expected(String setting) {
    assertThatThrownBy(() -> OptOutShare.parse(setting))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "heed.delivery.pause-at-opt-outs: found %s, expected a share such as 5%% or 5%% of at"
                + " least 100, or off",
            setting);
  }
}
