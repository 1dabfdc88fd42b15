package org.heed.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.consent.SettledReplies;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code review}: replies that read like a refusal. */
@Command(
    name = "review",
    description =
        "Lists the replies that read like a refusal or a wrong number, overdue ones first. End one"
            + " with 'review confirm ID' or 'review dismiss ID'.",
    mixinStandardHelpOptions = true)
final class ReviewCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Option(names = "--all", description = "Those that are settled too: when, how, by whom and why.")
  private boolean all;

  @Override
  public Integer call() {
    try (Application application = Application.desk(heed, "review", Duration.ofSeconds(10))) {
      ReviewLines lines = ReviewLines.of(application);
      if (json) {
        Json.list(
            heed.out(), "review", out -> each(application, lines::answer, lines::answer, out));
      } else if (each(application, lines::text, lines::text, heed.out()::println) == 0) {
        heed.out().println(Phrases.of(all ? "review.never" : "review.none"));
      }
      return 0;
    }
  }

  private <T> long each(
      Application application,
      Function<ReviewList.Entry, T> open,
      Function<SettledReplies.Settled, T> settled,
      Consumer<? super T> out) {
    return pages(application.bean(ReviewList.class)::open, open, out)
        + (all ? pages(application.bean(SettledReplies.class)::page, settled, out) : 0);
  }

  private static <E, T> long pages(
      Function<@Nullable E, List<E>> after, Function<E, T> told, Consumer<? super T> out) {
    long count = 0;
    for (List<E> page = after.apply(null);
        !page.isEmpty();
        page = after.apply(page.get(page.size() - 1))) {
      page.stream().map(told).forEach(out);
      count += page.size();
    }
    return count;
  }

  @Command(
      description =
          "Makes a reply an opt-out of the time it was sent: of all the person's phones, of a wrong"
              + " number that phone alone.",
      mixinStandardHelpOptions = true)
  int confirm(
      @Parameters(paramLabel = "ID", description = "As review lists it.") long id,
      @Mixin StaffOptions by) {
    return decide(
        by,
        application -> {
          List<PhoneNumber> off =
              application.bean(ReviewDecisions.class).confirm(id, by.by(), by.reason());
          check(id, !off.isEmpty());
          PhoneNumbers numbers = application.bean(PhoneNumbers.class);
          return Phrases.of(
              "review.confirmed",
              id,
              String.join(", ", off.stream().map(numbers::national).toList()));
        });
  }

  @Command(
      description = "Takes a reply off the list, and ends its hold: it was no refusal.",
      mixinStandardHelpOptions = true)
  int dismiss(
      @Parameters(paramLabel = "ID", description = "As review lists it.") long id,
      @Mixin StaffOptions by) {
    return decide(
        by,
        application -> {
          check(id, application.bean(ReviewDecisions.class).dismiss(id, by.by(), by.reason()));
          return Phrases.of("review.dismissed", id);
        });
  }

  private int decide(StaffOptions by, Function<Application, String> decision) {
    by.check();
    try (Application application = Application.staff(heed, "review")) {
      heed.out().println(decision.apply(application));
      return 0;
    }
  }

  private static void check(long id, boolean found) {
    if (!found) {
      throw new ConfigurationProblem(
          "found " + id + ", expected the id of an entry of review that is open");
    }
  }
}
