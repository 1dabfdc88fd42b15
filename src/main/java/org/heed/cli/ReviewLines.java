package org.heed.cli;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.consent.ReviewList;
import org.heed.consent.SettledReplies.Settled;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** Replies that wait for staff, or did, as text and as data. */
final class ReviewLines {
  private final ReviewList list;
  private final PhoneNumbers numbers;
  private final ZoneId zone;

  static ReviewLines of(Application application) {
    return new ReviewLines(
        application.bean(ReviewList.class),
        application.bean(PhoneNumbers.class),
        application.bean(Institution.class).zone());
  }

  private ReviewLines(ReviewList list, PhoneNumbers numbers, ZoneId zone) {
    this.list = list;
    this.numbers = numbers;
    this.zone = zone;
  }

  String text(ReviewList.Entry entry) {
    return text(
        entry,
        Phrases.of(
            list.isOverdue(entry) ? "review.overdue" : "review.due", Words.date(entry.dueOn())));
  }

  String text(Settled settled) {
    String by = settled.by();
    String reason = settled.reason();
    return text(
        settled.reply(),
        Phrases.of(
            "review.settled",
            Words.time(settled.at(), zone),
            settled.how().words(),
            by == null ? "" : Phrases.of("review.by", by),
            reason == null ? "" : " (" + line(reason) + ")"));
  }

  private String text(ReviewList.Entry entry, String state) {
    String student = entry.studentId();
    PhoneNumber phone = entry.phone();
    return entry.id()
        + "  "
        + state
        + "  "
        + (phone == null ? Phrases.of("review.no.number", entry.from()) : numbers.national(phone))
        + (student == null ? "" : ", " + Phrases.of("person.student", student))
        + ", "
        + Words.time(entry.repliedAt(), zone)
        + (entry.onHold() ? Phrases.of("review.held") : "")
        + ", "
        + entry.reading().words()
        + ": "
        + line(entry.body());
  }

  Map<String, @Nullable Object> object(ReviewList.Entry entry) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", entry.id());
    all.put("due_on", entry.dueOn().toString());
    all.put("overdue", list.isOverdue(entry));
    all.put("phone", entry.from());
    all.put("student_id", entry.studentId());
    all.put("sender", entry.sender());
    all.put("replied_at", entry.repliedAt().atZone(zone).toOffsetDateTime().toString());
    all.put("reply", entry.body());
    all.put("reads_as", entry.reading().name());
    all.put("on_hold", entry.onHold());
    return all;
  }

  Map<String, @Nullable Object> object(Settled settled) {
    Map<String, @Nullable Object> all = object(settled.reply());
    all.put("overdue", false);
    all.put("settled_at", settled.at().atZone(zone).toOffsetDateTime().toString());
    all.put("settled_how", settled.how().name());
    all.put("settled_by", settled.by());
    all.put("settled_reason", settled.reason());
    return all;
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
