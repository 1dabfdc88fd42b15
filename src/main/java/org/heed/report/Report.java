package org.heed.report;

import java.time.Clock;
import java.util.Map;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.storage.Folders;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.stereotype.Component;

/** The {@code report} job: the reports there are, filtered, and by mail. */
@Component
class Report implements JobKind {
  private final ReportWriter writer;
  private final ReportSender sender;
  private final FilterReader reader;
  private final KnownValues known;
  private final Positions positions;
  private final Folders folders;
  private final BatchRuns runs;
  private final Clock clock;

  Report(
      ReportWriter writer,
      ReportSender sender,
      FilterReader reader,
      KnownValues known,
      Positions positions,
      Folders folders,
      BatchRuns runs,
      Clock clock) {
    this.writer = writer;
    this.sender = sender;
    this.reader = reader;
    this.known = known;
    this.positions = positions;
    this.folders = folders;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public void check(Map<String, String> parameters) {
    Request request = new Request(name(), parameters);
    request.check();
    reader.read(parameters, clock.instant(), null).check();
  }

  @Override
  public JobResult run(JobRun run) {
    Request request = new Request(run.job(), run.parameters());
    known.checkStored(run.parameters(), reader.read(run.parameters(), clock.instant(), null));
    sender.checkAddress(request);
    ReportRun report =
        new ReportRun(
            request, clock.instant(), folders.folder("reports"), writer, sender, positions);
    Job job =
        runs.job(name())
            .start(new CallStep("write", runs, report::write))
            .next(new CallStep("mail", runs, report::mail))
            .next(new CallStep("remember", runs, report::remember))
            .build();
    JobExecution execution = runs.run(job, run);
    return report.result(BatchRuns.problem(execution));
  }
}
