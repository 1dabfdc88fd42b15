package org.heed.email;

import org.heed.job.BatchRuns;
import org.heed.job.Night;
import org.heed.job.Progress;
import org.heed.job.StoppableWork;
import org.heed.queue.EmailQueue;
import org.heed.queue.OnlyCampaign;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.springframework.stereotype.Component;

/** The night's emails: sends what is routed to email, after workers have sent what they can. */
@Component
public class EmailStep extends StoppableWork {
  /** Fewer are sent before a worker has seen them. */
  private static final int WORTH_SHARING = 200;

  private final EmailQueue queue;
  private final Mailing mailing;
  private final Workers workers;
  private final OnlyCampaign only;
  private final Night night;
  private final Progress progress;

  EmailStep(
      BatchRuns runs,
      EmailQueue queue,
      Mailing mailing,
      Workers workers,
      OnlyCampaign only,
      Night night,
      Progress progress) {
    super("email", runs);
    this.queue = queue;
    this.mailing = mailing;
    this.workers = workers;
    this.only = only;
    this.night = night;
    this.progress = progress;
  }

  @Override
  protected void work(long runId) {
    if (queue.isEmpty()) {
      return;
    }
    long size = queue.size();
    progress.begin("emails", size);
    if (size > WORTH_SHARING) {
      workers.handOut(
          new Round(runId, Round.Work.EMAILS, only.id()),
          night.attemptsBefore(),
          this::stopping,
          progress::add,
          night::problem);
    }
    if (!queue.isEmpty()) {
      mailing.run(runId, new Share(null), this::stopping);
    }
    progress.end();
  }
}
