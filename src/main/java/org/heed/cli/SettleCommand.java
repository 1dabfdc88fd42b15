package org.heed.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.heed.address.ConfigurationProblem;
import org.heed.queue.Decisions;
import org.heed.queue.Decisions.Verdict;
import org.heed.queue.MessageStatus;
import org.heed.words.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code settle}: a person decides a message nobody can tell the fate of. */
@Command(
    name = "settle",
    description =
        "Decides an UNKNOWN message: it had no answer, and the gateway's log proves neither that it"
            + " went nor that it did not. 'status' lists these messages. Ask the recipient, or look"
            + " into the gateway's own console, before you have one sent again.",
    mixinStandardHelpOptions = true)
final class SettleCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MESSAGE",
      description = "Its id, as status and the message report show it.")
  private long message;

  @Parameters(
      index = "1",
      paramLabel = "sent|resend",
      description = "sent: it went, leave it; resend: it did not, send it.")
  private String verdict;

  @Mixin private StaffOptions staff;

  @Override
  public Integer call() {
    Verdict decided = verdict();
    staff.check();
    try (Application application = Application.staff(heed, "settle")) {
      Decisions decisions = application.bean(Decisions.class);
      MessageStatus before =
          decisions
              .decide(message, decided, staff.by(), staff.reason())
              .orElseThrow(
                  () ->
                      new ConfigurationProblem(
                          "found message "
                              + message
                              + ", expected the id of a message, as status shows it"));
      if (before == MessageStatus.UNKNOWN) {
        heed.out()
            .println(
                decided == Verdict.SENT
                    ? Phrases.of("settle.sent", message)
                    : Phrases.of("settle.resend", message));
        return 0;
      }
      heed.err().println("heed: message " + message + " is " + words(before));
      return Problems.COULD_NOT;
    }
  }

  private static String words(MessageStatus status) {
    return switch (status) {
      case IN_DOUBT ->
          "IN_DOUBT: the gateway's log settles it by itself; only an UNKNOWN one is for a person";
      default -> status + ", expected UNKNOWN: there is nothing to decide";
    };
  }

  private Verdict verdict() {
    for (Verdict one : Verdict.values()) {
      if (one.toString().equals(verdict.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "found " + verdict + ", expected sent or resend");
  }
}
