package org.heed.night;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.job.Interruptions;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.job.Night;
import org.heed.job.Wake;
import org.heed.mail.Addresses;
import org.heed.reconciliation.Settlement;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The {@code nightly} job: everything that is queued goes out, by text or by email. */
@Component
class Nightly implements JobKind {
  private final Interruptions runs;
  private final Job job;
  private final Night night;
  private final NightSummary summary;
  private final SendingSettings settings;
  private final Settlement settlement;
  private final OperatorMail operators;
  private final Alone alone;

  Nightly(
      Interruptions runs,
      @Qualifier("nightlyJob") Job job,
      Night night,
      NightSummary summary,
      SendingSettings settings,
      Settlement settlement,
      OperatorMail operators,
      Alone alone) {
    this.alone = alone;
    this.operators = operators;
    this.runs = runs;
    this.job = job;
    this.night = night;
    this.summary = summary;
    this.settings = settings;
    this.settlement = settlement;
  }

  @Override
  public String name() {
    return "nightly";
  }

  @Override
  public void check(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> {
          boolean only = List.of("held", "settle").contains(name) && value.equals("only");
          if (!only && !List.of("notify", "campaign", "test").contains(name)) {
            throw new ConfigurationProblem(
                "nightly: found "
                    + name
                    + "="
                    + value
                    + ", expected campaign=, test=, notify= or nothing");
          }
        });
    alone.check(parameters);
    Addresses.parameter("notify", parameters);
  }

  @Override
  public JobResult run(JobRun run) {
    settings.check();
    alone.begin(run.parameters());
    settings.checkMail();
    night.begin(
        run.parameters().containsKey("held")
            ? Night.Mode.HELD
            : run.parameters().containsKey("settle") ? Night.Mode.SETTLE : Night.Mode.WHOLE,
        Addresses.parameter("notify", run.parameters()));
    JobExecution execution = runs.run(job, run);
    JobResult result = alone.end(summary.of(execution.getId(), problem(execution)));
    if (whole(run) || !result.done()) {
      operators.send(result);
    }
    ConfigurationProblem cannotMail = night.mailProblem().orElse(null);
    if (cannotMail != null) {
      String besides = result.problem();
      throw besides == null
          ? cannotMail
          : new ConfigurationProblem(cannotMail.getMessage() + "; besides: " + besides);
    }
    return result;
  }

  @Override
  public List<Wake> wakes() {
    List<Wake> wakes = new ArrayList<>();
    summary
        .heldUntil()
        .ifPresent(at -> wakes.add(new Wake(at, Map.of("held", "only"), "held texts")));
    settlement
        .due()
        .ifPresent(at -> wakes.add(new Wake(at, Map.of("settle", "only"), "texts in doubt")));
    return wakes;
  }

  private static boolean whole(JobRun run) {
    return run.parameters().keySet().stream().noneMatch(List.of("held", "settle")::contains);
  }

  private @Nullable String problem(JobExecution execution) {
    List<String> problems = new ArrayList<>(night.problems());
    boolean told = !problems.isEmpty() || night.mailProblem().isPresent();
    if (!problems.isEmpty()) {
      summary.left().ifPresent(problems::add);
    }
    if (told && (night.toldAll() || BatchRuns.endedByItself(execution))) {
      return problems.isEmpty() ? null : String.join("; ", problems);
    }
    String failure = BatchRuns.problem(execution);
    if (failure != null) {
      problems.add(failure);
    }
    return problems.isEmpty() ? null : String.join("; ", problems);
  }
}
