package org.heed.night;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.heed.address.ConfigurationProblem;
import org.heed.email.EmailWorker;
import org.heed.job.BatchRuns;
import org.heed.job.Night;
import org.heed.queue.AttemptIds;
import org.heed.queue.OnlyCampaign;
import org.heed.text.TextWorker;
import org.heed.words.Phrases;
import org.heed.worker.Membership;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes part in whatever a run hands out, until it is asked to end. */
@Component
public class NightWorker {
  private static final Logger log = LoggerFactory.getLogger(NightWorker.class);
  private static final long LOOK_MILLIS = 500;
  private static final long AGAIN_MILLIS = 1_000;

  private final Workers workers;
  private final SharedRouting routing;
  private final TextWorker texts;
  private final EmailWorker emails;
  private final BatchRuns runs;
  private final AttemptIds ids;
  private final OnlyCampaign only;
  private final Night night;

  NightWorker(
      Workers workers,
      SharedRouting routing,
      TextWorker texts,
      EmailWorker emails,
      BatchRuns runs,
      AttemptIds ids,
      OnlyCampaign only,
      Night night) {
    this.workers = workers;
    this.routing = routing;
    this.texts = texts;
    this.emails = emails;
    this.runs = runs;
    this.ids = ids;
    this.only = only;
    this.night = night;
  }

  /**
   * Works until this process is asked to end.
   *
   * @param calls how many texts are in flight at once at most
   * @param lanes how many of the 256 it takes at most
   * @param out told when a part of a round begins and ends
   * @throws ConfigurationProblem where there is nobody to work with
   */
  public void run(int calls, int lanes, Consumer<String> out, BooleanSupplier stopping)
      throws InterruptedException {
    if (!workers.shared()) {
      throw new ConfigurationProblem(Phrases.of("worker.embedded"));
    }
    while (!stopping.getAsBoolean()) {
      try (Membership member = workers.join(false, lanes)) {
        Optional<Round> givenUp = Optional.empty();
        while (!stopping.getAsBoolean() && !member.isForgotten()) {
          Optional<Round> round = workers.round();
          if (round.isPresent() && !round.equals(givenUp)) {
            out.accept(Phrases.of("worker.begins." + round.get().work()));
            member.takesAtMost(lanes);
            boolean whole = takePart(member, round.get(), calls, stopping);
            givenUp = whole ? Optional.empty() : round;
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
  private boolean takePart(Membership member, Round round, int calls, BooleanSupplier stopping)
      throws InterruptedException {
    night.begin(Night.Mode.WHOLE, List.of());
    only.set(round.campaignId());
    ids.reset();
    try {
      return switch (round.work()) {
        case ROUTING -> routing.takePart(member, round, stopping);
        case TEXTS -> texts.takePart(member, round, calls, stopping);
        case EMAILS -> emails.takePart(member, round, stopping);
      };
    } finally {
      runs.seal();
    }
  }
}
