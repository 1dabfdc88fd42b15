package org.heed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;

/** A clock that stands still until a test moves it. */
@NullUnmarked
public class TestClock extends Clock {
  private final AtomicReference<Instant> now;

  /** Stands at this time. */
  public TestClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /** Moves on. */
  public void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Moves to a time. */
  public void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
