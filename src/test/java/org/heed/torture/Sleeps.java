package org.heed.torture;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.heed.storage.TestDatabase;

/**
 * Stops nights in the middle and lets them go on: on PostgreSQL another one takes over meanwhile,
 * the embedded database is held by the one that sleeps.
 */
final class Sleeps {
  /** Longer than a claim is good for, or not. */
  private static final int SHORTEST_SECONDS = 3;

  private static final int LONGEST_SECONDS = 12;
  private static final int MORE_TEXTS = 20;
  private static final int BOTH_MILLIS = 1000;
  private static final int TRIES = 15;
  private static final int SECONDS_TO_END = 30;

  private final HeedProcess heed;
  private final Progress progress;
  private final Random random;
  private final TestDatabase database;
  private final Map<String, Integer> phases = new TreeMap<>();

  Sleeps(HeedProcess heed, Progress progress, Random random, TestDatabase database) {
    this.heed = heed;
    this.progress = progress;
    this.random = random;
    this.database = database;
  }

  /** Stops it now; when this returns it has gone on and has ended. */
  void sleep(Process night) throws Exception {
    signal(night, "STOP");
    String phase = progress.phase();
    if (database == TestDatabase.HSQLDB) {
      int seconds = SHORTEST_SECONDS + random.nextInt(LONGEST_SECONDS - SHORTEST_SECONDS + 1);
      phase += ", " + seconds + " s";
      night.waitFor(seconds, TimeUnit.SECONDS);
      progress.begin();
      CompletableFuture<Void> there = further();
      signal(night, "CONT");
      HeedProcess.await(there, night);
    } else {
      phase += ", another ran";
      Process heir = heir();
      signal(night, "CONT");
      night.waitFor(random.nextInt(BOTH_MILLIS), TimeUnit.MILLISECONDS);
      end(heir);
    }
    end(night);
    phases.merge(phase, 1, Integer::sum);
  }

  /** One that has taken over and texts, or has nothing left to text. */
  private Process heir() throws Exception {
    for (int n = 0; n < TRIES; n++) {
      progress.begin();
      CompletableFuture<Void> there = further();
      Process heir = heed.start("run", "nightly");
      HeedProcess.await(there, heir);
      if (heir.isAlive() || heir.exitValue() == 0) {
        return heir;
      }
      // One that sleeps in a transaction keeps the lease until the server ends that.
    }
    throw new IOException("nobody could take over: " + heed.complaint());
  }

  private CompletableFuture<Void> further() {
    return progress.reaches(Progress.Event.TEXT, 1 + random.nextInt(MORE_TEXTS));
  }

  private static void end(Process night) throws InterruptedException {
    night.destroy();
    if (!night.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      night.destroyForcibly();
      throw new IllegalStateException("a night did not end when it was asked to");
    }
  }

  private static void signal(Process night, String name) throws Exception {
    String pid = String.valueOf(night.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
      throw new IOException("no signal " + name + " to " + pid);
    }
  }

  /** How many sleeps hit what. */
  Map<String, Integer> phases() {
    return phases;
  }

  int count() {
    return phases.values().stream().mapToInt(Integer::intValue).sum();
  }
}
