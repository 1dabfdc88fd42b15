package org.heed.text;

import java.util.Set;
import org.heed.job.BatchRuns;
import org.heed.job.Preflight;
import org.heed.worker.Workers;
import org.springframework.stereotype.Component;

/**
 * Where the process whose run it was is gone, workers may still send what it handed out: nothing is
 * imported, settled or handed out anew before they have ended.
 */
@Component
class Handover implements Preflight {
  private static final Set<String> WORK = Set.of("import", "nightly");

  private final Workers workers;
  private final BatchRuns runs;

  Handover(Workers workers, BatchRuns runs) {
    this.workers = workers;
    this.runs = runs;
  }

  @Override
  public void check(String kind) {
    if (WORK.contains(kind)) {
      workers.end(runs::stopping);
    }
  }
}
