package org.heed.job;

import java.util.function.LongConsumer;

/** A step that is one call; it opens its own short transactions. */
public final class CallStep extends StoppableWork {
  private final LongConsumer call;

  /**
   * @param call gets the run's id
   */
  public CallStep(String name, BatchRuns runs, LongConsumer call) {
    super(name, runs);
    this.call = call;
  }

  @Override
  protected void work(long runId) {
    call.accept(runId);
  }
}
