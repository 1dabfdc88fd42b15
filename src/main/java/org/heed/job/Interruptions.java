package org.heed.job;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.storage.Connections;
import org.heed.storage.DatabaseAway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.stereotype.Component;

/**
 * A database server that is started again, or whose place another takes, ends no run: it is begun
 * anew under the same lock, as after the death of its process. A server that is silent for longer
 * than the lease is given up.
 */
@Component
public class Interruptions {
  private static final Logger log = LoggerFactory.getLogger(Interruptions.class);
  private static final int MOST = 10;
  private static final long AGAIN_MILLIS = 1_000;

  private final BatchRuns runs;
  private final RunLock lock;
  private final Connections connections;

  Interruptions(BatchRuns runs, RunLock lock, Connections connections) {
    this.runs = runs;
    this.lock = lock;
    this.connections = connections;
  }

  /** Runs a job that can be begun anew at any time, as {@link BatchRuns#run(Job, JobRun)}. */
  public JobExecution run(Job job, JobRun run) {
    JobExecution last = null;
    for (int n = 1; ; n++) {
      Throwable away;
      try {
        // Who has taken over has the executions that go on.
        lock.check();
        last = runs.run(job, run);
        away = away(last);
        if (away == null || !goesOn(n)) {
          return last;
        }
      } catch (LeaseLost takenOver) {
        if (last == null) {
          throw takenOver;
        }
        last.addFailureException(takenOver);
        return last;
      } catch (RuntimeException e) {
        if (!DatabaseAway.ended(e) || !goesOn(n)) {
          throw e;
        }
        away = e;
      }
      log.warn("the database was away in the {} run, which begins anew", job.getName(), away);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
    }
  }

  /** Does what may be done again at any time. */
  public void pass(Runnable work) {
    for (int n = 1; ; n++) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (!DatabaseAway.ended(e) || !goesOn(n)) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
      }
    }
  }

  private static @Nullable Throwable away(JobExecution execution) {
    return execution.getAllFailureExceptions().stream()
        .filter(DatabaseAway::ended)
        .findFirst()
        .orElse(null);
  }

  private boolean goesOn(int times) {
    return !connections.embedded()
        && !connections.server().isGivenUp()
        && !runs.stopping()
        && times < MOST;
  }
}
