package org.heed.importing;

import org.heed.job.BatchRuns;
import org.heed.job.StoppableWork;

/** Looks at a whole file before a row of it is taken; asked to stop, it has decided nothing. */
final class CheckStep extends StoppableWork {
  private final FileCheck check;
  private final long fileId;

  CheckStep(BatchRuns runs, FileCheck check, long fileId) {
    super("check", runs);
    this.check = check;
    this.fileId = fileId;
  }

  @Override
  protected void work(long runId) {
    check.check(fileId, this::stopping);
  }
}
