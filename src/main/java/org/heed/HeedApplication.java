package org.heed;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The application: every capability is a package below this one. */
@SpringBootApplication(proxyBeanMethods = false)
public class HeedApplication {

  /** As exact as both databases keep a time. */
  private static final Duration TICK = ChronoUnit.MICROS.getDuration();

  /** The one clock; the demo and the tests bring their own. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), TICK);
  }
}
