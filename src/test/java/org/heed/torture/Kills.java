package org.heed.torture;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts the night again and again and kills it or lets it sleep, each time at another moment. */
final class Kills {
  private static final int TRIES = 5;
  private static final int START_MILLIS = 3500;
  private static final int LONGEST_LATE_MILLIS = 100;

  private final HeedProcess heed;
  private final Progress progress;
  private final Faults faults;
  private final Random random;
  private final Sleeps sleeps;
  private final Map<String, Integer> phases = new TreeMap<>();

  Kills(HeedProcess heed, Progress progress, Faults faults, Random random, Sleeps sleeps) {
    this.heed = heed;
    this.progress = progress;
    this.faults = faults;
    this.random = random;
    this.sleeps = sleeps;
  }

  /**
   * Kills as planned.
   *
   * @param messages how many there are to send
   * @param emails about how many of them go by email
   */
  void all(List<Aim> plan, int messages, long emails) throws Exception {
    for (int i = 0; i < plan.size(); i++) {
      Aim aim = plan.get(i);
      int left =
          Math.toIntExact(
              plan.stream().skip(i).filter(later -> later.event() == aim.event()).count());
      int count = 1 + random.nextInt(Math.max(1, reach(aim, left, messages, emails)));
      // The last emails go when the texts are done; earlier ones only while no texts may go.
      faults.logAway(aim == Aim.MAIL && i < plan.size() - 1);
      boolean hit = hit(aim, aim, count);
      for (int n = 0; n < TRIES && !hit; n++) {
        // There was less to do than was thought.
        count = 1 + count / 3;
        hit = hit(aim, n == 0 ? aim : Aim.START, count);
      }
      faults.logAway(false);
    }
  }

  /** How far a run may go so that there is enough left for the kills to come. */
  private int reach(Aim aim, int left, int messages, long emails) {
    long texts = messages - emails - progress.total(Progress.Event.TEXT);
    long mails = emails - progress.total(Progress.Event.MAIL);
    return (int)
        switch (aim) {
          case START -> 1;
          case LOOK -> 3;
          case TEXT, SLEEP -> 3 * texts / (2L * (left + 1));
          case MAIL -> mails / (3L * left);
        };
  }

  private boolean hit(Aim aim, Aim moment, int count) throws Exception {
    progress.begin();
    CompletableFuture<Void> there = progress.reaches(moment.event(), count);
    Process night = heed.start("run", "nightly");
    if (moment == Aim.START) {
      night.waitFor(random.nextInt(START_MILLIS), TimeUnit.MILLISECONDS);
    } else {
      HeedProcess.await(there, night);
      night.waitFor(random.nextInt(LONGEST_LATE_MILLIS), TimeUnit.MILLISECONDS);
    }
    if (!night.isAlive()) {
      if (night.exitValue() > 1) {
        throw new IOException("exit " + night.exitValue() + ": " + heed.complaint());
      }
      return false;
    }
    if (aim == Aim.SLEEP) {
      sleeps.sleep(night);
      return true;
    }
    String phase = progress.phase();
    night.destroyForcibly().waitFor();
    phases.merge(phase, 1, Integer::sum);
    return true;
  }

  /** How many kills hit what. */
  Map<String, Integer> phases() {
    return phases;
  }

  int count() {
    return phases.values().stream().mapToInt(Integer::intValue).sum();
  }
}
