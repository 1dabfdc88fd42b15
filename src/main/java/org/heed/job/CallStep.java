package org.heed.job;

import java.util.function.LongConsumer;
import org.springframework.batch.core.repository.JobRepository;

/** A step that is one call; it opens its own short transactions. */
public final class CallStep extends StoppableWork {
  private final LongConsumer call;

  /**
   * @param call gets the run's id
   */
  public CallStep(String name, JobRepository repository, LongConsumer call) {
    super(name, repository);
    this.call = call;
  }

  @Override
  protected void work(long runId) {
    call.accept(runId);
  }
}
