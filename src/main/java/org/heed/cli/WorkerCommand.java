package org.heed.cli;

import java.util.concurrent.Callable;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.night.NightWorker;
import org.heed.queue.LaneNumber;
import org.heed.settings.DatabaseSettings;
import org.heed.settings.DeliverySettings;
import org.heed.settings.SettingsReader;
import org.heed.storage.Holder;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code worker}: takes part in whatever night goes on in its database. */
@Command(
    name = "worker",
    description =
        "Stays up and does its share of every night that runs on this PostgreSQL database: routing,"
            + " texts and emails. Ends in order on SIGTERM.",
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Mixin private AliveFile alive;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many texts are in flight at once at most; as heed.delivery.concurrency.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description = "How many of the 256 lanes it takes at most; 256 by default.")
  private int lanes = LaneNumber.COUNT;

  @Override
  public Integer call() throws InterruptedException {
    among("--lanes", lanes, LaneNumber.COUNT);
    Integer asked = concurrency;
    if (asked != null) {
      among("--concurrency", asked, 10_000);
    }
    if (DatabaseSettings.of(SettingsReader.read(heed.settings())).embedded()) {
      throw new ConfigurationProblem(Phrases.of("worker.embedded"));
    }
    try (Application application =
        Application.start(heed, settings -> Holder.of("worker", settings))) {
      BatchRuns runs = application.bean(BatchRuns.class);
      heed.ending().by(runs::stop);
      int calls = asked == null ? application.bean(DeliverySettings.class).concurrency() : asked;
      NightWorker worker = application.bean(NightWorker.class);
      heed.out().println(Phrases.of("worker.up"));
      alive.during(() -> worker.run(calls, lanes, heed.out()::println, runs::stopping));
      heed.out().println(Phrases.of("worker.ended"));
      return 0;
    }
  }

  private static void among(String option, int found, int most) {
    if (found < 1 || found > most) {
      throw new ConfigurationProblem(
          option + ": found " + found + ", expected a number from 1 to " + most);
    }
  }
}
