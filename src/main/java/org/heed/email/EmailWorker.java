package org.heed.email;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.heed.queue.LaneNumber;
import org.heed.queue.QueuedEmail;
import org.heed.run.Night;
import org.heed.worker.Membership;
import org.heed.worker.Part;
import org.heed.worker.Round;
import org.springframework.stereotype.Component;

/** Takes part in the emails of somebody else's run. */
@Component
public class EmailWorker {
  private static final long IDLE_MILLIS = 50;

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
    Lanes lanes = new Lanes(part);
    try {
      lanes.look(false);
      while (!part.over() && !part.gaveUp() && !stopping.getAsBoolean()) {
        if (!mailing.run(round.runId(), lanes, stopping)) {
          part.giveUp();
        }
        while (!lanes.look(true) && !part.over() && !part.gaveUp() && !stopping.getAsBoolean()) {
          TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        }
      }
      return !part.gaveUp();
    } finally {
      night.problems().forEach(part::problem);
      member.leave();
    }
  }

  /** What falls into a worker's lanes. */
  private record Lanes(Part part) implements Share {
    @Override
    public Set<Integer> lanes() {
      return part.member().lanes();
    }

    @Override
    public boolean look(boolean idle) {
      return part.look(idle, 0, lane -> false, taken -> {}, standing -> {});
    }

    @Override
    public boolean held(QueuedEmail email) {
      return part.member().held(List.of(email.lane()));
    }

    @Override
    public void done(int more) {
      part.done(more);
    }

    @Override
    public int connections(int inAll) {
      return Math.max(1, inAll * part.member().lanes().size() / LaneNumber.COUNT);
    }

    @Override
    public boolean over() {
      return part.over();
    }
  }
}
