package org.heed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

/** How many texts a person gets, as it is written and as it is counted (R11). */
@NullUnmarked
class TextLimitTest {
  @ParameterizedTest
  @CsvSource({
    "3 in 24h, 3, 24h",
    "' 3  IN  24H ', 3, 24h",
    "1 in 1d, 1, 24h",
    "10 in 7d, 10, 168h",
    "2 in 90m, 2, 90m",
    "2 in 90 m, 2, 90m",
    "1 in 1s, 1, 1s",
  })
  void R11_a_limit_is_read_as_people_write_it(String text, int most, String within) {
    Duration time = DurationStyle.detectAndParse(within);
    assertThat(TextLimit.parse(text)).isEqualTo(new TextLimit(most, time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "OFF", " false ", "no"})
  void R11_off_is_none(String text) {
    assertThat(TextLimit.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "0 in 24h",
        "-1 in 24h",
        "3 in",
        "3 in 24",
        "3 in 0h",
        "3 per 24h",
        "in 24h",
        "three in 24h",
        "3 in a day",
        "3 in 400d",
        "3.5 in 24h",
        "on",
        "9999999 in 24h",
        "3 in -1h"
      })
  void R11_anything_else_is_refused(String text) {
    assertThatThrownBy(() -> TextLimit.parse(text))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "heed.delivery.max-texts-per-person: found "
                + text
                + ", expected a number and a time such as 3 in 24h or 10 in 7d, or off");
  }

  @ParameterizedTest
  @CsvSource({
    // none, and fewer than the limit
    "3 in 24h, '', 2026-11-24T18:00:00Z, 2026-11-24T18:00:00Z",
    "3 in 24h, 2026-11-24T17:00:00Z 2026-11-24T17:59:59Z, 2026-11-24T18:00:00Z,"
        + " 2026-11-24T18:00:00Z",
    // as many: until the oldest of them counts no more, to the microsecond
    "2 in 24h, 2026-11-24T17:00:00Z 2026-11-24T10:00:00Z, 2026-11-24T18:00:00Z,"
        + " 2026-11-25T10:00:00Z",
    "1 in 24h, 2026-11-23T18:00:00Z, 2026-11-24T18:00:00Z, 2026-11-24T18:00:00Z",
    "1 in 24h, 2026-11-23T18:00:00.000001Z, 2026-11-24T18:00:00Z, 2026-11-24T18:00:00.000001Z",
    // more, as when the limit was lowered or an emergency passed: until enough count no more
    "1 in 24h, 2026-11-24T10:00:00Z 2026-11-24T17:00:00Z, 2026-11-24T18:00:00Z,"
        + " 2026-11-25T17:00:00Z",
    "2 in 24h, 2026-11-24T10:00:00Z 2026-11-24T11:00:00Z 2026-11-24T17:00:00Z,"
        + " 2026-11-24T18:00:00Z, 2026-11-25T11:00:00Z",
    // of one moment
    "2 in 24h, 2026-11-24T18:00:00Z 2026-11-24T18:00:00Z, 2026-11-24T18:00:00Z,"
        + " 2026-11-25T18:00:00Z",
    // a day with 23 hours and one with 25: 18:00 in Chicago is not 24 hours after 18:00
    "1 in 24h, 2026-03-08T00:00:00Z, 2026-03-08T23:00:00Z, 2026-03-09T00:00:00Z",
    "1 in 24h, 2026-10-31T23:00:00Z, 2026-11-02T00:00:00Z, 2026-11-02T00:00:00Z",
    // a clock that was set back: what was sent later counts
    "1 in 24h, 2026-11-24T20:00:00Z, 2026-11-24T18:00:00Z, 2026-11-25T20:00:00Z",
  })
  void R11_one_more_may_go_when_enough_count_no_more(
      String limit, String texts, Instant now, Instant opens) {
    List<Instant> sent =
        Arrays.stream(texts.split(" ", -1)).filter(t -> !t.isEmpty()).map(Instant::parse).toList();
    assertThat(TextLimit.parse(limit).opens(sent, now)).isEqualTo(opens);
  }
}
