package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(2));

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16"})
  void R6_the_waits_double_each_with_jitter(int tries, long seconds) {
    Set<Duration> waits = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Duration wait = backoff.after(tries);
      assertThat(wait.toMillis()).isBetween(seconds * 700, seconds * 1300);
      waits.add(wait);
    }
    assertThat(waits).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 4000})
  void R6_no_wait_is_longer_than_ten_minutes(int tries) {
    assertThat(backoff.after(tries)).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(10));
  }

  @Test
  void R6_what_the_gateway_asks_for_is_the_least() {
    assertThat(backoff.after(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.after(3, Duration.ofSeconds(1))).isGreaterThan(Duration.ofSeconds(5));
  }

  @Test
  void a_first_wait_above_the_longest_is_kept() {
    assertThat(new Backoff(Duration.ofHours(1)).after(3)).isGreaterThan(Duration.ofMinutes(40));
  }
}
