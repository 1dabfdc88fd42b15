package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.ZoneId;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewList;
import org.heed.consent.SettledReplies;
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

  OpenAnswer answer(ReviewList.Entry entry) {
    return answer(entry, list.isOverdue(entry));
  }

  private OpenAnswer answer(ReviewList.Entry entry, boolean overdue) {
    return new OpenAnswer(
        entry.id(),
        entry.dueOn().toString(),
        overdue,
        entry.from(),
        entry.studentId(),
        entry.sender(),
        local(entry.repliedAt()),
        entry.body(),
        entry.reading(),
        entry.onHold());
  }

  SettledAnswer answer(Settled settled) {
    return new SettledAnswer(
        answer(settled.reply(), false),
        local(settled.at()),
        settled.how(),
        settled.by(),
        settled.reason());
  }

  record OpenAnswer(
      long id,
      String dueOn,
      boolean overdue,
      String phone,
      @Nullable String studentId,
      String sender,
      String repliedAt,
      String reply,
      Refusal readsAs,
      boolean onHold) {}

  record SettledAnswer(
      @JsonUnwrapped OpenAnswer reply,
      String settledAt,
      SettledReplies.How settledHow,
      @Nullable String settledBy,
      @Nullable String settledReason) {}

  private String local(Instant time) {
    return time.atZone(zone).toOffsetDateTime().toString();
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
