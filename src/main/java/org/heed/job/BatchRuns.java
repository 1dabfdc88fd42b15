package org.heed.job;

import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
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
    JobParametersBuilder parameters = new JobParametersBuilder();
    identity.forEach(parameters::addString);
    JobExecution last = repository.getLastJobExecution(job.getName(), parameters.toJobParameters());
    if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
      return last;
    }
    try {
      return operator.start(job, parameters.toJobParameters());
    } catch (JobExecutionException e) {
      throw new IllegalStateException(job.getName() + " cannot be started", e);
    }
  }

  /** The identity of a run: its job, and its scheduled time or, by hand, a new id each time. */
  public static Map<String, String> identity(JobRun run) {
    String key = run.key();
    return key == null
        ? Map.of("job", run.job(), "by.hand", UUID.randomUUID().toString())
        : Map.of("job", run.job(), "scheduled", key);
  }
}
