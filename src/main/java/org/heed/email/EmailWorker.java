package org.heed.email;

import java.util.function.BooleanSupplier;
import org.heed.job.Night;
import org.heed.worker.Membership;
import org.heed.worker.Part;
import org.heed.worker.Round;
import org.springframework.stereotype.Component;

/** Takes part in the emails of somebody else's run. */
@Component
public class EmailWorker {
  private final Mailing mailing;
  private final Night night;

  EmailWorker(Mailing mailing, Night night) {
    this.night = night;
    this.mailing = mailing;
  }

  /**
   * Sends what it has of a round, until that is over.
   *
   * @return false: the mail server takes nothing from here; the rest is left to others
   */
  public boolean takePart(Membership member, Round round, BooleanSupplier stopping)
      throws InterruptedException {
    Part part = member.part(round);
    Share lanes = new Share(part);
    try {
      part.work(stopping, () -> mailing.run(round.runId(), lanes, stopping));
      return !part.gaveUp();
    } finally {
      night.problems().forEach(part::problem);
      member.leave();
    }
  }
}
