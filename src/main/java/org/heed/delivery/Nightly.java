package org.heed.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.gateway.GatewayProperties;
import org.heed.job.BatchRuns;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.mail.PostOffice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The {@code nightly} job: everything that is queued goes out, by text or by email. */
@Component
class Nightly implements JobKind {
  private static final Logger log = LoggerFactory.getLogger(Nightly.class);

  private final BatchRuns runs;
  private final Job job;
  private final Night night;
  private final NightSummary summary;
  private final GatewayProperties gateway;
  private final PostOffice office;

  Nightly(
      BatchRuns runs,
      @Qualifier("nightlyJob") Job job,
      Night night,
      NightSummary summary,
      GatewayProperties gateway,
      PostOffice office) {
    this.runs = runs;
    this.job = job;
    this.night = night;
    this.summary = summary;
    this.gateway = gateway;
    this.office = office;
  }

  @Override
  public String name() {
    return "nightly";
  }

  @Override
  public void check(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> {
          if (!List.of("held", "settle").contains(name) || !value.equals("only")) {
            throw new ConfigurationProblem(
                "nightly: found " + name + "=" + value + ", expected no parameters");
          }
        });
  }

  @Override
  public JobResult run(JobRun run) {
    gateway.check();
    office.open().close();
    night.begin(
        run.parameters().containsKey("held")
            ? Night.Mode.HELD
            : run.parameters().containsKey("settle") ? Night.Mode.SETTLE : Night.Mode.WHOLE);
    JobExecution execution = runs.run(job, BatchRuns.identity(run));
    return summary.of(execution.getId(), problem(execution));
  }

  private @Nullable String problem(JobExecution execution) {
    List<String> problems = new ArrayList<>(night.problems());
    if (execution.getStatus() == BatchStatus.STOPPED) {
      problems.add("stopped; what was not sent stays queued, nothing is lost");
    } else if (execution.getStatus() != BatchStatus.COMPLETED) {
      for (Throwable failure : execution.getAllFailureExceptions()) {
        if (failure instanceof ConfigurationProblem problem) {
          throw problem;
        }
        log.error("the run failed", failure);
        problems.add("the run failed (" + failure.getClass().getSimpleName() + "); see the log");
      }
      if (problems.isEmpty()) {
        problems.add("the run ended as " + execution.getStatus());
      }
    }
    return problems.isEmpty() ? null : String.join("; ", problems);
  }
}
