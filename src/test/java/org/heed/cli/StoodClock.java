package org.heed.cli;

import java.time.Clock;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The clock of every application started in this process, while a test has set one. */
@NullUnmarked
public final class StoodClock implements ApplicationContextInitializer<GenericApplicationContext> {
  private static volatile Clock stood;

  static void set(Clock clock) {
    stood = clock;
  }

  @Override
  public void initialize(GenericApplicationContext context) {
    Clock clock = stood;
    if (clock != null) {
      context.registerBean(Clock.class, () -> clock);
    }
  }
}
