package org.heed.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.heed.address.ConfigurationProblem;
import org.heed.chain.Chain;
import org.heed.storage.DatabaseAway;
import org.heed.storage.StorageFull;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Starts Spring Batch jobs so that a run which died is taken up: under the run lock an execution
 * that claims to be running is a dead one, is recovered, and goes on under the same identity.
 */
@Component
public class BatchRuns {
  private static final Logger log = LoggerFactory.getLogger(BatchRuns.class);

  private final JobOperator operator;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;
  private final Chain chain;
  private volatile boolean stopping;

  BatchRuns(
      JobOperator operator,
      JobRepository repository,
      PlatformTransactionManager transactions,
      Chain chain) {
    this.chain = chain;
    this.operator = operator;
    this.repository = repository;
    this.transactions = transactions;
  }

  /** A job of steps that stop when this process is asked to end. */
  public JobBuilder job(String name) {
    return new JobBuilder(name, repository);
  }

  /** A step that reads and writes so many rows at a time; asked to stop, it ends between two. */
  public <I, O> ChunkOrientedStepBuilder<I, O> chunks(String name, int size) {
    return new StepBuilder(name, repository)
        .<I, O>chunk(size)
        .transactionManager(transactions)
        .interruptionPolicy(execution -> goOn())
        .allowStartIfComplete(true);
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
    if (last != null && last.getStatus() == BatchStatus.UNKNOWN) {
      log.warn("{} run {} ended nobody knows how and is taken up", job.getName(), last.getId());
      last.getStepExecutions().stream().filter(BatchRuns::isUnknown).forEach(this::failed);
      last.setStatus(BatchStatus.FAILED);
      repository.update(last);
    }
    try {
      return operator.start(job, parameters);
    } catch (OptimisticLockingFailureException takenOver) {
      return takenOver(job, parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException(job.getName() + " cannot be started", e);
    }
  }

  /** Its record is another run's by now: it is written no more, only told of. */
  private JobExecution takenOver(Job job, JobParameters parameters) {
    JobExecution record =
        Objects.requireNonNull(repository.getLastJobExecution(job.getName(), parameters));
    record.setStatus(BatchStatus.FAILED);
    record.addFailureException(new LeaseLost());
    return record;
  }

  /**
   * Asks what runs in this process to stop, and whatever would begin later: what is in flight is
   * finished. Only the thread that runs a step writes of it: the operator's own stop writes from
   * another one, and a step that meets that ends UNKNOWN and could never be restarted.
   */
  public void stop() {
    stopping = true;
  }

  private static boolean isUnknown(StepExecution step) {
    return step.getStatus() == BatchStatus.UNKNOWN;
  }

  private void failed(StepExecution step) {
    step.setStatus(BatchStatus.FAILED);
    repository.update(step);
  }

  public boolean stopping() {
    return stopping;
  }

  /** What a step recorded is sealed at its end; a fault of that is no fault of the step. */
  public void seal() {
    chain.seal();
  }

  JobRepository repository() {
    return repository;
  }

  /**
   * @throws JobInterruptedException once this process has been asked to end
   */
  void goOn() throws JobInterruptedException {
    if (stopping) {
      throw new JobInterruptedException("asked to stop");
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
    String known = said(execution, List.of(StorageFull.class, LeaseLost.class, DatabaseAway.class));
    if (known != null) {
      return known;
    }
    if (said(execution, List.of(OptimisticLockingFailureException.class)) != null) {
      // Whoever takes a run over writes its records anew; Batch met that before the lease was read.
      return new LeaseLost().getMessage();
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
