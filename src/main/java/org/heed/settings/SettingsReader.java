package org.heed.settings;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the settings once, before the first log line and the first bean, which take their part. */
public final class SettingsReader implements EnvironmentPostProcessor, Ordered {

  /** Made by Spring Boot. */
  public SettingsReader() {}

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Settings settings = Settings.of(environment);
    List<ApplicationContextInitializer<?>> all = new ArrayList<>(application.getInitializers());
    // First, for the others may ask for them.
    all.add(0, context -> register(settings, context.getBeanFactory()));
    application.setInitializers(all);
  }

  private static void register(Settings settings, SingletonBeanRegistry beans) {
    settings
        .parts()
        .forEach(part -> beans.registerSingleton(part.getClass().getSimpleName(), part));
  }
}
