package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.consent.ReviewList;
import org.heed.job.Runs;
import org.heed.pause.Paused;
import org.heed.pause.Pauses;
import org.heed.queue.Findings;
import org.heed.queue.MessageStatus;
import org.heed.queue.QueueCounts;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** The queue and the last runs, for a terminal and as data. */
record StatusLines(
    Map<MessageStatus, Long> queue,
    List<QueueCounts.Undecided> undecided,
    ReviewList review,
    List<Paused> paused,
    List<Findings.Finding> codes,
    List<Runs.Run> runs,
    WorkerLines workers,
    ZoneId zone) {
  private static final int RUNS = 10;

  static StatusLines of(Application application) {
    ZoneId zone = application.bean(Institution.class).zone();
    return new StatusLines(
        application.bean(QueueCounts.class).byStatus(),
        application.bean(QueueCounts.class).undecided(),
        application.bean(ReviewList.class),
        application.bean(Pauses.class).active(),
        application.bean(Findings.class).all(Findings.Kind.UNKNOWN_CODE),
        application.bean(Runs.class).latest(RUNS),
        WorkerLines.of(application, zone),
        zone);
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.of("status.messages"));
    queue.forEach(
        (status, count) ->
            lines.add(
                String.format(Locale.ENGLISH, "  %-10s %,9d  %s", status, count, status.words())));
    some(lines, "status.paused", paused.stream().map(Paused::line).toList());
    some(lines, "status.settle", undecided.stream().map(this::line).toList());
    if (review.count() > 0) {
      lines.add("");
      lines.add(Phrases.of("status.review", review.count(), review.overdue(), review.onHold()));
    }
    some(lines, "status.codes", codes.stream().map(this::line).toList());
    lines.add("");
    lines.add(Phrases.of(runs.isEmpty() ? "status.no.run" : "status.runs"));
    for (Runs.Run run : runs) {
      lines.add("  " + line(run));
      String summary = run.summary();
      if (summary != null) {
        summary.lines().forEach(line -> lines.add("      " + line));
      }
    }
    lines.addAll(workers.text());
    return lines;
  }

  private static void some(List<String> lines, String heading, List<String> some) {
    if (!some.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of(heading));
      some.forEach(line -> lines.add("  " + line));
    }
  }

  private String line(Findings.Finding one) {
    return Phrases.of(
        "status.code",
        one.code(),
        one.texts(),
        one.sender().e164(),
        Words.time(one.lastAt(), zone));
  }

  private String line(QueueCounts.Undecided one) {
    String student = one.studentId();
    return Phrases.of(
        one.isText() ? "status.text" : "status.email",
        one.messageId(),
        Words.time(one.attemptedAt(), zone),
        one.sender(),
        student == null ? "" : Phrases.of("status.to.student", student),
        one.campaign());
  }

  private String line(Runs.Run run) {
    return Words.time(run.startedAt(), zone)
        + "  "
        + run.job()
        + (run.scheduledFor() == null
            ? Phrases.of("status.by.hand")
            : Phrases.of("status.scheduled", run.scheduledFor()))
        + ": "
        + ended(run);
  }

  private String ended(Runs.Run run) {
    Instant at = run.endedAt();
    if (at == null) {
      return Phrases.of("status.running");
    }
    return Phrases.of(run.done() ? "status.done" : "status.could.not", Words.time(at, zone));
  }

  String json() {
    boolean shared = !workers.workers().isEmpty();
    return Json.text(
        new Answer(
            queue,
            review.count(),
            review.overdue(),
            review.onHold(),
            paused.stream().map(one -> one.answer(zone)).toList(),
            codes.stream()
                .map(one -> new Code(one.code(), one.sender(), one.texts(), one.lastAt()))
                .toList(),
            undecided,
            runs,
            shared ? workers.answers() : null,
            shared ? workers.lanesWithoutOwner() : null),
        zone);
  }

  private record Answer(
      Map<MessageStatus, Long> queue,
      long toReview,
      long reviewOverdue,
      long onHold,
      List<Paused.Answer> paused,
      List<Code> unknownCodes,
      List<QueueCounts.Undecided> toBeDecided,
      @JsonIgnoreProperties("id") List<Runs.Run> runs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<WorkerLines.Answer> workers,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer lanesWithoutOwner) {}

  private record Code(int code, PhoneNumber sender, long texts, Instant lastAt) {}
}
