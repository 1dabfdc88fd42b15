package org.heed.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.heed.Desk;
import org.heed.HeedApplication;
import org.heed.address.ConfigurationProblem;
import org.heed.chain.Chain;
import org.heed.schedule.JobFiles;
import org.heed.settings.DatabaseSettings;
import org.heed.settings.Settings;
import org.heed.settings.SettingsReader;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.DatabaseHold;
import org.heed.storage.Folders;
import org.heed.storage.Holder;
import org.heed.storage.LogFolder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** The application, started for one command. */
final class Application implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final boolean lent;
  private boolean seals;

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
    return start(heed, purpose, null);
  }

  /**
   * The same on another database than the settings have.
   *
   * @param other null: on that of the settings
   */
  static Application start(
      Heed heed, Function<Settings, Holder> purpose, @Nullable DatabaseSettings other) {
    if (heed.running() != null) {
      throw new ConfigurationProblem("expected a command that works while a job runs");
    }
    SpringApplication application =
        HeedApplication.application()
            .initializers(
                context -> {
                  ConfigurableListableBeanFactory beans = context.getBeanFactory();
                  beans.registerSingleton("holder", purpose.apply(beans.getBean(Settings.class)));
                  if (other != null) {
                    replace(beans, other);
                  }
                })
            // Ending closes it: Spring's own hook would take the database from a run that ends.
            .registerShutdownHook(false)
            .application();
    return opened(application.run(heed.settings().toArray(String[]::new)));
  }

  private static void replace(ConfigurableListableBeanFactory beans, DatabaseSettings other) {
    String name = DatabaseSettings.class.getSimpleName();
    ((DefaultListableBeanFactory) beans).destroySingleton(name);
    beans.registerSingleton(name, other);
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
    ConfigurableEnvironment environment = SettingsReader.read(heed.settings());
    Settings settings = Settings.of(environment);
    LogFolder.check(environment);
    LateLog.await(environment);
    Path database = Path.of(settings.home()).resolve("db");
    boolean embedded = DatabaseSettings.of(environment).embedded();
    Holder holder = Holder.of(command, settings).waiting(Duration.ofMillis(100));
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      Integer status =
          embedded ? StaffCall.ask(database, heed.words(), heed.out(), heed.err()) : null;
      if (status != null) {
        throw new StaffCall.Answered(status);
      }
      try {
        return opened(Desk.open(environment, settings, holder));
      } catch (RuntimeException e) {
        if (Problems.find(e, DatabaseBusy.class) == null || System.nanoTime() > giveUp) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  /** The same for a command that records something: what it did is sealed when it closes (E6). */
  static Application staff(Heed heed, String command) {
    Application application = desk(heed, command, Duration.ofSeconds(30));
    application.seals = true;
    return application;
  }

  /** With the database open, or closed again. */
  private static Application opened(ConfigurableApplicationContext context) {
    try {
      context.getBean(DataSource.class);
      return new Application(context, false);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
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
    if (seals) {
      bean(Chain.class).seal();
    }
    if (lent) {
      return;
    }
    // Asked for anew, it would wait for the database once more.
    if (context.getBeanFactory().getSingleton("databaseHold") instanceof DatabaseHold hold) {
      hold.release();
    }
    context.close();
  }
}
