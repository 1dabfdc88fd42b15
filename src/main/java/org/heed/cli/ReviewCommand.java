package org.heed.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
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

  @Override
  public Integer call() {
    try (Application application = Application.desk(heed, "review", Duration.ofSeconds(10))) {
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

  @Command(
      description =
          "Makes a reply an opt-out of the time it was sent: of all the person's phones, of a wrong"
              + " number that phone alone.")
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
          return "Reply "
              + id
              + " is an opt-out. Off: "
              + String.join(", ", off.stream().map(numbers::national).toList());
        });
  }

  @Command(description = "Takes a reply off the list, and ends its hold: it was no refusal.")
  int dismiss(
      @Parameters(paramLabel = "ID", description = "As review lists it.") long id,
      @Mixin StaffOptions by) {
    return decide(
        by,
        application -> {
          check(id, application.bean(ReviewDecisions.class).dismiss(id, by.by(), by.reason()));
          return "Reply " + id + " is dismissed.";
        });
  }

  private int decide(StaffOptions by, Function<Application, String> decision) {
    by.check();
    try (Application application = Application.desk(heed, "review", Duration.ofSeconds(30))) {
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

  private static String phone(ReviewList.Entry entry, PhoneNumbers numbers) {
    PhoneNumber phone = entry.phone();
    return phone == null ? entry.from() + " (no phone number)" : numbers.national(phone);
  }

  private static String line(
      ReviewList.Entry entry, boolean overdue, PhoneNumbers numbers, ZoneId zone) {
    String student = entry.studentId();
    return entry.id()
        + "  due "
        + entry.dueOn()
        + (overdue ? " OVERDUE" : "")
        + "  "
        + phone(entry, numbers)
        + (student == null ? "" : ", student " + student)
        + ", "
        + Institution.local(entry.repliedAt(), zone)
        + (entry.onHold() ? ", on hold" : "")
        + ", "
        + entry.reading().words()
        + ": "
        + entry.body().replaceAll("\\s+", " ");
  }

  private static Map<String, @Nullable Object> object(
      ReviewList.Entry entry, boolean overdue, ZoneId zone) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", entry.id());
    all.put("due_on", entry.dueOn().toString());
    all.put("overdue", overdue);
    all.put("phone", entry.from());
    all.put("student_id", entry.studentId());
    all.put("sender", entry.sender());
    all.put("replied_at", entry.repliedAt().atZone(zone).toOffsetDateTime().toString());
    all.put("reply", entry.body());
    all.put("reads_as", entry.reading().name());
    all.put("on_hold", entry.onHold());
    return all;
  }
}
