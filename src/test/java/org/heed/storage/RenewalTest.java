package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How old a lease or a claim is, by both clocks: the older age counts. */
class RenewalTest {
  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "8, 0, true",
    "11, 0, false",
    "0, 8, true",
    "0, 11, false",
    "0, -8, true",
    "0, -11, false",
    "100000000, 0, false",
    "11, 11, false"
  })
  void it_is_over_as_soon_as_either_clock_says_so(long ticked, long passed, boolean within) {
    Renewal renewal =
        new Renewal(System.nanoTime() - TimeUnit.SECONDS.toNanos(ticked), NOW.minusSeconds(passed));
    assertThat(renewal.isWithin(Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC)))
        .isEqualTo(within);
  }
}
