package org.heed.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.consent.ReviewList;
import org.heed.job.RunLock;
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
            + " with 'consent disable PHONE', or with 'review dismiss ID'.",
    mixinStandardHelpOptions = true)
final class ReviewCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Override
  public Integer call() {
    try (Application application =
        Application.start(
            heed, settings -> Map.of("heed.command", "review", "heed.patience", "10s"))) {
      ReviewList list = application.bean(ReviewList.class);
      ZoneId zone = application.bean(Institution.class).zone();
      PhoneNumbers numbers = application.bean(PhoneNumbers.class);
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      for (List<ReviewList.Entry> page = list.open(null);
          !page.isEmpty();
          page = list.open(page.get(page.size() - 1))) {
        for (ReviewList.Entry entry : page) {
          if (json) {
            all.add(object(entry, list.isOverdue(entry), zone));
          } else {
            heed.out().println(line(entry, list.isOverdue(entry), numbers, zone));
          }
        }
      }
      if (json) {
        heed.out().println(Json.text(Map.of("review", all)));
      } else if (list.count() == 0) {
        heed.out().println("No reply waits for review.");
      }
      return 0;
    }
  }

  @Command(description = "Takes a reply off the list: it was no refusal.")
  int dismiss(
      @Parameters(paramLabel = "ID", description = "As review lists it.") long id,
      @Mixin StaffOptions by) {
    by.check();
    try (Application application =
        Application.start(heed, settings -> Map.of("heed.command", "review"))) {
      ReviewList list = application.bean(ReviewList.class);
      boolean done =
          application
              .bean(RunLock.class)
              .alone("review", () -> list.dismiss(id, by.by(), by.reason()));
      if (!done) {
        throw new ConfigurationProblem("found " + id + ", expected the id of an entry of review");
      }
      heed.out().println("Reply " + id + " is dismissed.");
      return 0;
    }
  }

  private static String line(
      ReviewList.Entry entry, boolean overdue, PhoneNumbers numbers, ZoneId zone) {
    String student = entry.studentId();
    return entry.id()
        + "  due "
        + entry.dueOn()
        + (overdue ? " OVERDUE" : "")
        + "  "
        + numbers.national(entry.phone())
        + (student == null ? "" : ", student " + student)
        + ", "
        + Institution.local(entry.repliedAt(), zone)
        + ": "
        + entry.body().replaceAll("\\s+", " ");
  }

  private static Map<String, @Nullable Object> object(
      ReviewList.Entry entry, boolean overdue, ZoneId zone) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", entry.id());
    all.put("due_on", entry.dueOn().toString());
    all.put("overdue", overdue);
    all.put("phone", entry.phone().e164());
    all.put("student_id", entry.studentId());
    all.put("sender", entry.sender());
    all.put("replied_at", entry.repliedAt().atZone(zone).toOffsetDateTime().toString());
    all.put("reply", entry.body());
    return all;
  }
}
