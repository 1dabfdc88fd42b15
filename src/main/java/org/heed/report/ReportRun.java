package org.heed.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.heed.job.JobResult;
import org.heed.storage.IoReason;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the report job, step by step. */
final class ReportRun {
  private static final Logger log = LoggerFactory.getLogger(ReportRun.class);

  private final Request request;
  private final Instant now;
  private final Path folder;
  private final ReportWriter writer;
  private final ReportSender sender;
  private final Positions positions;
  private @Nullable Extract extract;
  private List<String> mailedTo = List.of();
  private @Nullable String problem;

  private record Mailed(
      @JsonUnwrapped ReportResult report,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> mailedTo) {}

  ReportRun(
      Request request,
      Instant now,
      Path folder,
      ReportWriter writer,
      ReportSender sender,
      Positions positions) {
    this.request = request;
    this.now = now;
    this.folder = folder;
    this.writer = writer;
    this.sender = sender;
    this.positions = positions;
  }

  /** Writes the files. */
  void write(long runId) {
    try {
      extract = writer.write(request, folder, now);
    } catch (UncheckedIOException e) {
      unwritten(e);
    }
  }

  /** Mails the files, if that was asked for. */
  void mail(long runId) {
    Extract written = extract;
    if (written == null || request.addresses().isEmpty()) {
      return;
    }
    try {
      List<String> problems = sender.send(written, folder, runId);
      mailedTo = request.addresses();
      if (problems.isEmpty()) {
        written.lines().add(Phrases.of("report.mailed", String.join(", ", request.addresses())));
      } else {
        problem = String.join("; ", problems);
      }
    } catch (UncheckedIOException e) {
      unwritten(e);
    }
  }

  /**
   * Remembers how far this run went, after everything else: a run that dies before tells the same
   * once more, and nothing is lost.
   */
  void remember(long runId) {
    Extract written = extract;
    if (written != null
        && problem == null
        && (request.isDelta() || !request.addresses().isEmpty())) {
      positions.advance(
          request.job(),
          request.identity(),
          new Positions.Position(written.since().upTo(), written.about().asOf()));
    }
  }

  /**
   * What the run came to.
   *
   * @param failure why the job could not be run; null: it could
   */
  JobResult result(@Nullable String failure) {
    Extract written = extract;
    String why = failure == null ? problem : failure;
    return written == null
        ? new JobResult(why == null, List.of(), null, why)
        : new JobResult(why == null, written.lines(), new Mailed(written.summary(), mailedTo), why);
  }

  private void unwritten(UncheckedIOException e) {
    log.info("the reports cannot be written", e);
    problem = Phrases.of("report.cannot.write", folder, IoReason.of(e));
  }
}
