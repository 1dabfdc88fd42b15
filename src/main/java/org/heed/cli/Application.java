package org.heed.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.heed.HeedApplication;
import org.heed.address.ConfigurationProblem;
import org.heed.schedule.JobFiles;
import org.heed.settings.Settings;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.DatabaseHold;
import org.heed.storage.Folders;
import org.heed.storage.Holder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, started for one command. */
final class Application implements AutoCloseable {
  private static final String EMBEDDED = "jdbc:hsqldb:file:";

  private final ConfigurableApplicationContext context;
  private final boolean lent;

  private Application(ConfigurableApplicationContext context, boolean lent) {
    this.context = context;
    this.lent = lent;
  }

  /**
   * Starts everything; the embedded database is held from here on.
   *
   * @param purpose what the database is held for, made from the settings before anything starts
   */
  static Application start(Heed heed, Function<Settings, Holder> purpose) {
    return started(heed, context -> purpose.apply(settings(context)));
  }

  private static Settings settings(ConfigurableApplicationContext context) {
    return context.getBeanFactory().getBean(Settings.class);
  }

  private static Application started(
      Heed heed, Function<ConfigurableApplicationContext, Holder> purpose) {
    if (heed.running() != null) {
      throw new ConfigurationProblem("expected a command that works while a job runs");
    }
    SpringApplication application = new SpringApplication(HeedApplication.class);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("holder", purpose.apply(context)));
    return run(application, heed);
  }

  /** Reads the settings and starts nothing. */
  static Application settings(Heed heed) {
    SpringApplication application = new SpringApplication(SettingsOnly.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    return run(application, heed);
  }

  private static Application run(SpringApplication application, Heed heed) {
    // Ending closes it: Spring's own hook would take the database away from a run that ends.
    application.setRegisterShutdownHook(false);
    return new Application(application.run(heed.settings().toArray(String[]::new)), false);
  }

  /**
   * For what staff do at any hour: in the process that holds the embedded database, if one listens,
   * else here.
   *
   * @param patience how long one is waited for that holds it and does not listen
   * @throws StaffCall.Answered when it was carried out there
   */
  static Application desk(Heed heed, String command, Duration patience) {
    Application running = heed.running();
    if (running != null) {
      return new Application(running.context, true);
    }
    AtomicReference<@Nullable Integer> answered = new AtomicReference<>();
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return started(
            heed,
            context -> {
              answered.set(ask(heed, context));
              if (answered.get() != null) {
                throw new SpringApplication.AbandonedRunException();
              }
              return Holder.of(command, settings(context)).waiting(Duration.ofMillis(100));
            });
      } catch (RuntimeException e) {
        Integer status = answered.get();
        if (status != null) {
          throw new StaffCall.Answered(status);
        }
        if (Problems.find(e, DatabaseBusy.class) == null || System.nanoTime() > giveUp) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  private static @Nullable Integer ask(Heed heed, ConfigurableApplicationContext context) {
    return context.getEnvironment().getProperty("spring.datasource.url", "").startsWith(EMBEDDED)
        ? StaffCall.ask(
            Path.of(settings(context).home()).resolve("db"), heed.words(), heed.out(), heed.err())
        : null;
  }

  /** Carries out what staff command, as long as this process holds the embedded database. */
  void listen() {
    Path folder = bean(Folders.class).folder("db");
    bean(DatabaseHold.class)
        .whileHeld(
            () ->
                StaffLine.open(
                    folder,
                    (words, out, err) -> Heed.execute(words, this, new Ending(), out, err)));
  }

  static JobFiles jobFiles(Settings settings) {
    return new JobFiles(Path.of(settings.jobs()));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    if (lent) {
      return;
    }
    context.getBeanProvider(DatabaseHold.class).ifAvailable(DatabaseHold::release);
    context.close();
  }

  /** No beans. */
  static final class SettingsOnly {}
}
