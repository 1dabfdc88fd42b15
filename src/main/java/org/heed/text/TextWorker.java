package org.heed.text;

import java.util.function.BooleanSupplier;
import org.heed.pause.PauseWatch;
import org.heed.worker.Membership;
import org.heed.worker.Round;
import org.springframework.stereotype.Component;

/** Takes part in the texts of somebody else's run. */
@Component
public class TextWorker {
  private final Shares shares;
  private final Sending sending;
  private final PauseWatch pauses;

  TextWorker(Shares shares, Sending sending, PauseWatch pauses) {
    this.shares = shares;
    this.sending = sending;
    this.pauses = pauses;
  }

  /**
   * Sends what it has of a round, until that is over.
   *
   * @param calls how many texts are in flight at once at most
   * @return false: it met what others may not meet, and leaves the rest to them
   */
  public boolean takePart(Membership member, Round round, int calls, BooleanSupplier stopping)
      throws InterruptedException {
    pauses.follow();
    try (WorkersShare share = shares.takesPart(member, round, calls)) {
      sending.run(round.runId(), share, share, stopping);
      return !share.gaveUp();
    }
  }
}
