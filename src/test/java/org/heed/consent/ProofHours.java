package org.heed.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.NullUnmarked;

/** From 09:00 until 20:00 where somebody is, four hours at most (R7, R10). */
@NullUnmarked
final class ProofHours {
  private static final Duration VALIDITY = Duration.ofHours(4);
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(20, 0);

  private ProofHours() {}

  static long secondsLeft(ZoneId zone, Instant now) {
    ZonedDateTime there = now.atZone(zone);
    if (there.toLocalTime().isBefore(OPENS)) {
      return 0;
    }
    Instant closes = there.toLocalDate().atTime(CLOSES).atZone(zone).toInstant();
    return Math.min(VALIDITY.toSeconds(), Math.max(0, now.until(closes, ChronoUnit.SECONDS)));
  }
}
