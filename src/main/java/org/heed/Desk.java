package org.heed;

import java.time.Clock;
import org.heed.settings.Settings;
import org.heed.settings.SettingsReader;
import org.heed.storage.Holder;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * What a short command needs: the database and what reads it, without jobs, gateway and mail. What
 * is configured is listed in {@code META-INF/spring/org.heed.Desk.imports}.
 */
public final class Desk {
  private Desk() {}

  /**
   * Opens the database when something asks for it.
   *
   * @param environment as {@link SettingsReader#read} has read it
   * @param settings what is in it
   */
  public static ConfigurableApplicationContext open(
      ConfigurableEnvironment environment, Settings settings, Holder holder) {
    AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(new Components());
    context.setEnvironment(environment);
    context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    settings.register(environment, context.getBeanFactory());
    context.getBeanFactory().registerSingleton("holder", holder);
    context.registerBean(Clock.class, HeedApplication::ours);
    for (String configuration : ImportCandidates.load(Desk.class, null)) {
      context.register(ClassUtils.resolveClassName(configuration, null));
    }
    context.refresh();
    return context;
  }
}
