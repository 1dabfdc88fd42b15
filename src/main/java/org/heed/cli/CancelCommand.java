package org.heed.cli;

import java.util.concurrent.Callable;
import org.heed.pause.Cancellations;
import org.heed.pause.Cancelled;
import org.heed.words.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cancel}: staff end a campaign (C1). */
@Command(
    name = "cancel",
    description =
        "Ends a campaign, also while it is being sent: what has not been tried never leaves. What"
            + " has left, or is just leaving, stays as it is.",
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Parameters(
      index = "0",
      paramLabel = "CAMPAIGN",
      description = "The campaign's name: its file's, with or without .csv.")
  private String campaign;

  @Mixin private StaffOptions staff;

  @Override
  public Integer call() {
    staff.check();
    try (Application application = Application.staff(heed, "cancel")) {
      Cancelled ended =
          application.bean(Cancellations.class).cancel(campaign, staff.by(), staff.reason());
      if (!ended.by().equals(staff.by()) || !ended.reason().equals(staff.reason())) {
        heed.out()
            .println(Phrases.of("cancelled.already", ended.campaign(), ended.by(), ended.reason()));
      }
      heed.out().println(ended.line() + ".");
      return 0;
    }
  }
}
