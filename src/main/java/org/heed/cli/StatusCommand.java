package org.heed.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heed.address.Institution;
import org.heed.consent.ReviewList;
import org.heed.job.Runs;
import org.heed.pause.Paused;
import org.heed.pause.Pauses;
import org.heed.queue.Findings;
import org.heed.queue.MessageStatus;
import org.heed.queue.QueueCounts;
import org.heed.storage.DatabaseBusy;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code status}: the queue, and the last runs. */
@Command(
    name = "status",
    description = "The queue by status, the last runs and how they ended.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int RUNS = 10;

  @ParentCommand private Heed heed;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Option(
      names = "--campaigns",
      description = "What is becoming of each campaign of the last 30 days, and of open ones.")
  private boolean campaigns;

  @Option(names = "--all", description = "With --campaigns: the older ones too.")
  private boolean all;

  @Override
  public Integer call() {
    try (Application application = Application.desk(heed, "status", Duration.ofSeconds(10))) {
      if (campaigns) {
        campaigns(CampaignList.of(application, all));
        return 0;
      }
      ZoneId zone = application.bean(Institution.class).zone();
      Map<MessageStatus, Long> queue = application.bean(QueueCounts.class).byStatus();
      List<QueueCounts.Undecided> undecided = application.bean(QueueCounts.class).undecided();
      ReviewList review = application.bean(ReviewList.class);
      List<Paused> paused = application.bean(Pauses.class).active();
      List<Findings.Finding> codes =
          application.bean(Findings.class).all(Findings.Kind.UNKNOWN_CODE);
      List<Runs.Run> runs = application.bean(Runs.class).latest(RUNS);
      WorkerLines workers = WorkerLines.of(application, zone);
      if (json) {
        Map<String, Object> all = object(queue, undecided, review, paused, codes, runs, zone);
        workers.addTo(all);
        heed.out().println(Json.text(all));
      } else {
        text(queue, undecided, review, paused, codes, runs, zone).forEach(heed.out()::println);
        workers.text().forEach(heed.out()::println);
      }
      return 0;
    } catch (RuntimeException e) {
      DatabaseBusy busy = Problems.find(e, DatabaseBusy.class);
      if (busy == null) {
        throw e;
      }
      String holder = String.valueOf(busy.getMessage());
      heed.out().println(json ? Json.text(Map.of("running", holder)) : holder);
      if (!json) {
        heed.out().println(Phrases.of("status.later"));
      }
      return 0;
    }
  }

  private void campaigns(CampaignList list) {
    if (json) {
      heed.out().println(Json.text(list.object()));
    } else {
      list.text().forEach(heed.out()::println);
    }
  }

  private static List<String> text(
      Map<MessageStatus, Long> queue,
      List<QueueCounts.Undecided> undecided,
      ReviewList review,
      List<Paused> paused,
      List<Findings.Finding> codes,
      List<Runs.Run> runs,
      ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(Phrases.of("status.messages"));
    queue.forEach(
        (status, count) ->
            lines.add(
                String.format(Locale.ENGLISH, "  %-10s %,9d  %s", status, count, status.words())));
    if (!paused.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("status.paused"));
      paused.forEach(one -> lines.add("  " + one.line()));
    }
    if (!undecided.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("status.settle"));
      undecided.forEach(one -> lines.add("  " + line(one, zone)));
    }
    if (review.count() > 0) {
      lines.add("");
      lines.add(Phrases.of("status.review", review.count(), review.overdue(), review.onHold()));
    }
    if (!codes.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("status.codes"));
      codes.forEach(
          one ->
              lines.add(
                  "  "
                      + Phrases.of(
                          "status.code",
                          one.code(),
                          one.texts(),
                          one.sender().e164(),
                          Words.time(one.lastAt(), zone))));
    }
    lines.add("");
    lines.add(Phrases.of(runs.isEmpty() ? "status.no.run" : "status.runs"));
    for (Runs.Run run : runs) {
      lines.add(
          "  "
              + Words.time(run.startedAt(), zone)
              + "  "
              + run.job()
              + (run.scheduledFor() == null
                  ? Phrases.of("status.by.hand")
                  : Phrases.of("status.scheduled", run.scheduledFor()))
              + ": "
              + ended(run, zone));
      String summary = run.summary();
      if (summary != null) {
        summary.lines().forEach(line -> lines.add("      " + line));
      }
    }
    return lines;
  }

  private static String line(QueueCounts.Undecided one, ZoneId zone) {
    String student = one.studentId();
    return Phrases.of(
        one.isText() ? "status.text" : "status.email",
        one.messageId(),
        Words.time(one.attemptedAt(), zone),
        one.sender(),
        student == null ? "" : Phrases.of("status.to.student", student),
        one.campaign());
  }

  private static String ended(Runs.Run run, ZoneId zone) {
    Instant at = run.endedAt();
    if (at == null) {
      return Phrases.of("status.running");
    }
    return Phrases.of(run.done() ? "status.done" : "status.could.not", Words.time(at, zone));
  }

  private static Map<String, Object> object(
      Map<MessageStatus, Long> queue,
      List<QueueCounts.Undecided> undecided,
      ReviewList review,
      List<Paused> paused,
      List<Findings.Finding> codes,
      List<Runs.Run> runs,
      ZoneId zone) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    queue.forEach((status, count) -> counts.put(status.name(), count));
    all.put("queue", counts);
    all.put("to_review", review.count());
    all.put("review_overdue", review.overdue());
    all.put("on_hold", review.onHold());
    all.put("paused", paused.stream().map(one -> one.object(zone)).toList());
    all.put(
        "unknown_codes",
        codes.stream()
            .map(
                one ->
                    Map.of(
                        "code", one.code(),
                        "sender", one.sender().e164(),
                        "texts", one.texts(),
                        "last_at", local(one.lastAt(), zone)))
            .toList());
    all.put("to_be_decided", undecided.stream().map(one -> object(one, zone)).toList());
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Runs.Run run : runs) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      Instant ended = run.endedAt();
      one.put("job", run.job());
      one.put("kind", run.kind());
      one.put("scheduled_for", run.scheduledFor());
      one.put("started_at", local(run.startedAt(), zone));
      one.put("ended_at", ended == null ? null : local(ended, zone));
      one.put("done", run.done());
      one.put("summary", run.summary());
      list.add(one);
    }
    all.put("runs", list);
    return all;
  }

  private static Map<String, @Nullable Object> object(QueueCounts.Undecided one, ZoneId zone) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("message_id", one.messageId());
    all.put("campaign", one.campaign());
    all.put("student_id", one.studentId());
    all.put("channel", one.channel());
    all.put("sender", one.sender());
    all.put("attempted_at", local(one.attemptedAt(), zone));
    return all;
  }

  private static String local(Instant time, ZoneId zone) {
    return Institution.local(time, zone);
  }
}
