package org.heed.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.heed.job.Night;
import org.heed.job.RunLock;
import org.heed.pause.PauseWatch;
import org.heed.queue.LeftIntents;
import org.heed.worker.Part;
import org.heed.worker.Round;

/**
 * The part of the process whose run it is: what workers do not take, which is everything where
 * there are none. It ends the round when nobody has anything left.
 */
final class ManagersShare extends Shared {
  private final Night night;
  private final PauseWatch pauses;
  private final RunLock lock;
  private final Supplier<Instant> repliesReadAt;
  private final Clock clock;
  private final Runnable end;
  private final Map<Round.Cell, Long> counted = new HashMap<>();
  private long lastProblem;
  private long doneByOthers;
  private long news;
  private boolean over;

  /**
   * @param end closes the round and waits for whoever has something on its way
   */
  ManagersShare(
      Part part,
      LeftIntents intents,
      Night night,
      PauseWatch pauses,
      RunLock lock,
      Supplier<Instant> repliesReadAt,
      Clock clock,
      Runnable end) {
    super(part, intents);
    this.night = night;
    this.pauses = pauses;
    this.lock = lock;
    this.repliesReadAt = repliesReadAt;
    this.clock = clock;
    this.end = end;
  }

  @Override
  void tell(Part.Standing standing) {
    // Who has taken over has closed the round, so nothing is claimed that would find it out.
    lock.check();
    part.heard(Duration.between(repliesReadAt.get(), clock.instant()).abs());
    if (standing.lastProblem() != lastProblem) {
      lastProblem = standing.lastProblem();
      part.problems().forEach(night::problem);
    }
    count();
    long all = part.doneByOthers();
    news += Math.max(0, all - doneByOthers);
    doneByOthers = Math.max(all, doneByOthers);
    over = part.isDone();
  }

  /** What workers' texts came to counts as this process's own do (R9). */
  private void count() {
    boolean more = false;
    for (Round.Counted one : part.countedByOthers()) {
      long before = counted.getOrDefault(one.cell(), 0L);
      if (one.texts() > before) {
        counted.put(one.cell(), one.texts());
        pauses.add(one.cell().campaignId(), one.cell().sender(), one.texts() - before);
        more = true;
      }
    }
    if (more) {
      pauses.learnOptOuts(night.attemptsBefore());
    }
  }

  @Override
  public long doneByOthers() {
    long more = news;
    news = 0;
    return more;
  }

  @Override
  public boolean over() {
    return over || super.over();
  }

  @Override
  public void close() {
    try {
      part.member().leave();
      end.run();
      part.problems().forEach(night::problem);
      count();
    } finally {
      part.member().close();
    }
  }
}
