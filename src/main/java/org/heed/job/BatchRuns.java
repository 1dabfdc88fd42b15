package org.heed.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.StorageFull;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * Starts Spring Batch jobs so that a run which died is taken up: under the run lock an execution
 * that claims to be running is a dead one, is recovered, and goes on under the same identity.
 */
@Component
public class BatchRuns {
  private static final Logger log = LoggerFactory.getLogger(BatchRuns.class);

  private final JobOperator operator;
  private final JobRepository repository;
  private volatile @Nullable String running;

  BatchRuns(JobOperator operator, JobRepository repository) {
    this.operator = operator;
    this.repository = repository;
  }

  /**
   * Runs a job to its end in this thread.
   *
   * @param job the Spring Batch job
   * @param identity what makes it this run; the same identity goes on with what was left
   * @return the execution, ended; completed before: the one that completed
   */
  public JobExecution run(Job job, Map<String, String> identity) {
    for (JobExecution dead : repository.findRunningJobExecutions(job.getName())) {
      log.warn("{} run {} died and is taken up", job.getName(), dead.getId());
      operator.recover(dead);
    }
    JobParameters parameters = parameters(identity);
    JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
    if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
      return last;
    }
    running = job.getName();
    try {
      return operator.start(job, parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException(job.getName() + " cannot be started", e);
    } finally {
      running = null;
    }
  }

  /** Asks what runs in this process to stop; it finishes what it has in flight. */
  public void stop() {
    String name = running;
    if (name == null) {
      return;
    }
    for (JobExecution execution : repository.findRunningJobExecutions(name)) {
      try {
        operator.stop(execution);
      } catch (JobExecutionNotRunningException ended) {
        log.debug("{} ended before it could be stopped", name);
      }
    }
  }

  /** Whether it went to its end, stopped by nobody and by no exception. */
  public static boolean endedByItself(JobExecution execution) {
    return execution.getStatus() != BatchStatus.STOPPED
        && execution.getAllFailureExceptions().isEmpty();
  }

  /**
   * Why an execution did not do its work, one line; null: it did.
   *
   * @throws ConfigurationProblem when that is what ended it
   */
  public static @Nullable String problem(JobExecution execution) {
    String job = execution.getJobInstance().getJobName();
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return null;
    }
    if (execution.getStatus() == BatchStatus.STOPPED) {
      return "stopped; what was not done stays queued, nothing is lost";
    }
    String known = said(execution, List.of(StorageFull.class, LeaseLost.class));
    if (known != null) {
      return known;
    }
    List<String> failures = new ArrayList<>();
    for (Throwable failure : execution.getAllFailureExceptions()) {
      if (failure instanceof ConfigurationProblem problem) {
        throw problem;
      }
      log.error("the {} run {} failed", job, execution.getId(), failure);
      failures.add(failure.getClass().getSimpleName());
    }
    return "the " + job + " run failed (" + String.join(", ", failures) + "); see the log";
  }

  /** Which volume had no room left, if that is what ended an execution; a step may wrap it. */
  public static @Nullable String noRoom(JobExecution execution) {
    return said(execution, List.of(StorageFull.class));
  }

  private static @Nullable String said(
      JobExecution execution, List<Class<? extends Throwable>> kinds) {
    for (Throwable failure : execution.getAllFailureExceptions()) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (kinds.contains(cause.getClass())) {
          return cause.getMessage();
        }
      }
    }
    return null;
  }

  /**
   * Runs a job for one run: a scheduled one that died goes on under its identity, one that ended
   * and is to be made all the same is a further try.
   */
  public JobExecution run(Job job, JobRun run) {
    String key = run.key();
    if (key == null) {
      return run(job, Map.of("job", run.job(), "by.hand", UUID.randomUUID().toString()));
    }
    for (int further = 1; ; further++) {
      Map<String, String> identity =
          Map.of("job", run.job(), "scheduled", key, "try", String.valueOf(further));
      JobExecution last = repository.getLastJobExecution(job.getName(), parameters(identity));
      if (last == null || last.getStatus() != BatchStatus.COMPLETED) {
        return run(job, identity);
      }
    }
  }

  private static JobParameters parameters(Map<String, String> identity) {
    JobParametersBuilder parameters = new JobParametersBuilder();
    identity.forEach(parameters::addString);
    return parameters.toJobParameters();
  }
}
