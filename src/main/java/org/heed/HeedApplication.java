package org.heed;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * The application: every capability is a package below this one. What is configured is listed in
 * {@code META-INF/spring/org.heed.HeedApplication.imports}; components are made as they are needed.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
public class HeedApplication {

  /** As exact as both databases keep a time. */
  private static final Duration TICK = ChronoUnit.MICROS.getDuration();

  /** The application, not yet started. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(HeedApplication.class)
        .contextFactory(type -> new AnnotationConfigApplicationContext(new Components()))
        .lazyInitialization(true);
  }

  /** The one clock; the demo and the tests bring their own. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return ours();
  }

  /** The system's, unless {@code META-INF/spring.factories} names another one. */
  static Clock ours() {
    return SpringFactoriesLoader.forDefaultResourceLocation().load(Clock.class).stream()
        .findFirst()
        .orElseGet(() -> Clock.tick(Clock.systemUTC(), TICK));
  }
}
