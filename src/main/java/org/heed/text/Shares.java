package org.heed.text;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.heed.job.Night;
import org.heed.job.RunLock;
import org.heed.pause.PauseWatch;
import org.heed.queue.LaneNumber;
import org.heed.queue.LeftIntents;
import org.heed.queue.OnlyCampaign;
import org.heed.worker.Membership;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.springframework.stereotype.Component;

/** What of a run's texts is this process's to send. */
@Component
class Shares {
  private final Workers workers;
  private final LeftIntents left;
  private final OnlyCampaign only;
  private final Night night;
  private final PauseWatch pauses;
  private final RunLock lock;
  private final Clock clock;

  Shares(
      Workers workers,
      LeftIntents left,
      OnlyCampaign only,
      Night night,
      PauseWatch pauses,
      RunLock lock,
      Clock clock) {
    this.workers = workers;
    this.left = left;
    this.only = only;
    this.night = night;
    this.pauses = pauses;
    this.lock = lock;
    this.clock = clock;
  }

  /**
   * That of the process whose run it is.
   *
   * @param alone all of it, whoever else is there
   */
  Share manages(
      long runId, boolean alone, Supplier<Instant> repliesReadAt, BooleanSupplier stopping) {
    if (!workers.shared()) {
      return new Whole();
    }
    return new ManagersShare(
        workers
            .join(true, LaneNumber.COUNT)
            .opens(new Round(runId, Round.Work.TEXTS, only.id()), night.attemptsBefore(), alone),
        left,
        night,
        pauses,
        lock,
        repliesReadAt,
        clock,
        () -> {
          if (workers.end(new Round(runId, Round.Work.TEXTS, only.id()), stopping)) {
            left.takeUp();
          }
        });
  }

  /** That of a worker. */
  WorkersShare takesPart(Membership member, Round round, int calls) {
    return new WorkersShare(member.part(round), left, night, pauses, calls);
  }
}
