package org.heed.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.heed.storage.DatabaseBusy;
import org.heed.words.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code status}: the queue, and the last runs. */
@Command(
    name = "status",
    description = "The queue by status, the last runs and how they ended.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Option(
      names = "--campaigns",
      description = "What is becoming of each campaign of the last 30 days, and of open ones.")
  private boolean campaigns;

  @Option(names = "--all", description = "With --campaigns: the older ones too.")
  private boolean all;

  private record Running(String running) {}

  @Override
  public Integer call() {
    try (Application application = Application.desk(heed, "status", Duration.ofSeconds(10))) {
      if (campaigns) {
        campaigns(CampaignList.of(application, all));
        return 0;
      }
      StatusLines status = StatusLines.of(application);
      if (json) {
        heed.out().println(status.json());
      } else {
        status.text().forEach(heed.out()::println);
      }
      return 0;
    } catch (RuntimeException e) {
      DatabaseBusy busy = Problems.find(e, DatabaseBusy.class);
      if (busy == null) {
        throw e;
      }
      String holder = String.valueOf(busy.getMessage());
      heed.out().println(json ? Json.text(new Running(holder)) : holder);
      if (!json) {
        heed.out().println(Phrases.of("status.later"));
      }
      return 0;
    }
  }

  private void campaigns(CampaignList list) {
    if (json) {
      heed.out().println(Json.text(list.answer(), list.zone()));
    } else {
      list.text().forEach(heed.out()::println);
    }
  }
}
