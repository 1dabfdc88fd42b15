package org.heed.job;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step whose work is calls to the outside: no transaction is open around it, and it can be asked
 * to stop at any time.
 */
public abstract class StoppableWork extends AbstractStep {
  private final BatchRuns runs;

  protected StoppableWork(String name, BatchRuns runs) {
    super(runs.repository());
    this.runs = runs;
    setName(name);
    setAllowStartIfComplete(true);
  }

  /** Works until nothing is left or {@link #stopping()}. */
  protected abstract void work(long runId) throws Exception;

  protected final boolean stopping() {
    return runs.stopping();
  }

  @Override
  protected final void doExecute(StepExecution execution) throws Exception {
    runs.goOn();
    try {
      work(execution.getJobExecution().getId());
    } finally {
      runs.seal();
    }
    if (stopping()) {
      execution.setTerminateOnly();
      execution.setStatus(BatchStatus.STOPPED);
      execution.setExitStatus(ExitStatus.STOPPED);
    }
  }
}
