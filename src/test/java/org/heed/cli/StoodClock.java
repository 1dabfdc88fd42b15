package org.heed.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.NullUnmarked;

/** The clock of every command carried out in this process, while a test has set one. */
@NullUnmarked
public final class StoodClock extends Clock {
  private static final Clock SYSTEM = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  private static volatile Clock stood;

  static void set(Clock clock) {
    stood = clock;
  }

  private static Clock now() {
    Clock clock = stood;
    return clock == null ? SYSTEM : clock;
  }

  @Override
  public ZoneId getZone() {
    return now().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return now().withZone(zone);
  }

  @Override
  public Instant instant() {
    return now().instant();
  }
}
