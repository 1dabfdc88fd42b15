package org.heed.report;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.Senders;
import org.heed.job.BatchRuns;
import org.heed.job.CallStep;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.mail.PostOffice;
import org.heed.storage.Folders;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/** The {@code report} job: the message report and the opt-out export, filtered, and by mail. */
@Component
class Report implements JobKind {
  private final ReportFiles files;
  private final DelayFile delayFile;
  private final Folders folders;
  private final Institution institution;
  private final Senders senders;
  private final PostOffice office;
  private final BatchRuns runs;
  private final JobRepository repository;
  private final Clock clock;

  Report(
      ReportFiles files,
      DelayFile delayFile,
      Folders folders,
      Institution institution,
      Senders senders,
      PostOffice office,
      BatchRuns runs,
      JobRepository repository,
      Clock clock) {
    this.files = files;
    this.delayFile = delayFile;
    this.folders = folders;
    this.institution = institution;
    this.senders = senders;
    this.office = office;
    this.runs = runs;
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public void check(Map<String, String> parameters) {
    List<String> known = new ArrayList<>(Filters.NAMES);
    known.addAll(List.of("formats", "to", "report"));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new ConfigurationProblem(
            "report: found " + name + "=, expected one of " + String.join(", ", known));
      }
    }
    Format.of(parameters.getOrDefault("formats", "csv"));
    String report = parameters.get("report");
    if (report != null && !report.strip().equals("delay")) {
      throw new ConfigurationProblem("report: found " + report + ", expected delay");
    }
    for (String address : ReportRun.addresses(parameters.get("to"))) {
      try {
        new InternetAddress(address, true).validate();
      } catch (AddressException e) {
        throw new ConfigurationProblem(
            "to: found " + address + ", expected an address such as advising@example.edu");
      }
    }
    Filters filters = filters(parameters);
    filters.messages();
    filters.optOuts();
  }

  @Override
  public JobResult run(JobRun run) {
    Map<String, String> parameters = run.parameters();
    if (!ReportRun.addresses(parameters.get("to")).isEmpty()) {
      office.open().close();
    }
    ReportRun report =
        new ReportRun(
            parameters,
            filters(parameters),
            files,
            delayFile,
            folders.folder("reports"),
            clock.instant(),
            institution.zone());
    Job job =
        new JobBuilder("report", repository)
            .start(new CallStep("write", repository, report::write))
            .next(new CallStep("mail", repository, runId -> report.mail(runId, office)))
            .build();
    JobExecution execution = runs.run(job, run);
    return report.result(BatchRuns.problem(execution));
  }

  private Filters filters(Map<String, String> parameters) {
    return new Filters(parameters, senders, institution.zone(), clock.instant());
  }
}
