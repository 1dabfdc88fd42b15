package org.heed.campaign;

import org.heed.job.StoppableWork;
import org.springframework.batch.core.repository.JobRepository;

/** Looks at a whole file before a row of it is taken; asked to stop, it has decided nothing. */
final class CheckStep extends StoppableWork {
  private final FileCheck check;
  private final long fileId;

  CheckStep(JobRepository repository, FileCheck check, long fileId) {
    super("check", repository);
    this.check = check;
    this.fileId = fileId;
  }

  @Override
  protected void work(long runId) {
    check.check(fileId, this::stopping);
  }
}
