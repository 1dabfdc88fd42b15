package org.heed.text;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.heed.address.ConfigurationProblem;
import org.heed.job.BatchRuns;
import org.heed.pause.PauseWatch;
import org.heed.queue.AttemptIds;
import org.heed.queue.OnlyCampaign;
import org.heed.run.Night;
import org.heed.words.Phrases;
import org.heed.worker.Membership;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes part in the texts of whatever run hands them out, until it is asked to end. */
@Component
public class TextWorker {
  private static final Logger log = LoggerFactory.getLogger(TextWorker.class);
  private static final long LOOK_MILLIS = 500;
  private static final long AGAIN_MILLIS = 1_000;

  private final Workers workers;
  private final Shares shares;
  private final Sending sending;
  private final BatchRuns runs;
  private final AttemptIds ids;
  private final OnlyCampaign only;
  private final Night night;
  private final PauseWatch pauses;

  TextWorker(
      Workers workers,
      Shares shares,
      Sending sending,
      BatchRuns runs,
      AttemptIds ids,
      OnlyCampaign only,
      Night night,
      PauseWatch pauses) {
    this.workers = workers;
    this.shares = shares;
    this.sending = sending;
    this.runs = runs;
    this.ids = ids;
    this.only = only;
    this.night = night;
    this.pauses = pauses;
  }

  /**
   * Works until this process is asked to end.
   *
   * @param calls how many texts are in flight at once at most
   * @param lanes how many of the 256 it takes at most
   * @param out told when a round begins and ends
   * @throws ConfigurationProblem where there is nobody to work with
   */
  public void run(int calls, int lanes, Consumer<String> out) throws InterruptedException {
    if (!workers.shared()) {
      throw new ConfigurationProblem(Phrases.of("worker.embedded"));
    }
    while (!runs.stopping()) {
      try (Membership member = workers.join(false, lanes)) {
        long givenUp = 0;
        while (!runs.stopping() && !member.isForgotten()) {
          Optional<Round> round = workers.round();
          if (round.isPresent() && round.get().runId() != givenUp) {
            out.accept(Phrases.of("worker.begins"));
            member.takesAtMost(lanes);
            boolean whole = takePart(member, round.get(), calls);
            givenUp = whole ? 0 : round.get().runId();
            out.accept(Phrases.of(whole ? "worker.ends" : "worker.leaves"));
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      } catch (RuntimeException e) {
        log.warn("the work is interrupted, and goes on when the database answers", e);
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    }
  }

  /** False: it met what others may not meet, and leaves the rest of this round to them. */
  private boolean takePart(Membership member, Round round, int calls) throws InterruptedException {
    night.begin(Night.Mode.WHOLE, List.of());
    only.set(round.campaignId());
    ids.reset();
    pauses.follow();
    try (WorkersShare share = shares.takesPart(member, round, calls)) {
      sending.run(round.runId(), share, share, runs::stopping);
      return !share.gaveUp();
    } finally {
      runs.seal();
    }
  }
}
