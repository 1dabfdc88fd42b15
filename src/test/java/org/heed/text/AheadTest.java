package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.heed.TestClock;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class AheadTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T18:00:00Z"));
  private final Ahead ahead = new Ahead(clock);

  @Test
  void as_many_are_claimed_ahead_as_left_within_a_second() {
    assertThat(ahead.count()).isZero();
    ahead.note();
    clock.advance(Duration.ofMillis(600));
    ahead.note();
    assertThat(ahead.count()).isEqualTo(2);
    clock.advance(Duration.ofMillis(600));
    assertThat(ahead.count()).isEqualTo(1);
    clock.advance(Duration.ofMillis(600));
    assertThat(ahead.count()).isZero();
  }

  @Test
  void the_clock_that_ticks_in_micros_is_read() {
    Ahead real = new Ahead(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)));
    real.note();
    assertThat(real.count()).isEqualTo(1);
  }
}
