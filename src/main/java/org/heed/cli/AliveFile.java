package org.heed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The sign of life of what stays up. A probe looks at the file's time, which costs nothing; asking
 * the program itself would start a Java each time.
 */
final class AliveFile {
  private static final int SECONDS = 10;

  @Option(
      names = "--alive",
      paramLabel = "FILE",
      description =
          "Touched every ten seconds as long as this is up, and then deleted; for probes.")
  private @Nullable Path file;

  /** What goes on until it is asked to end. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Touches it as long as the work goes on.
   *
   * @throws ConfigurationProblem when it cannot be written
   */
  void during(Work work) throws InterruptedException {
    Path alive = file;
    if (alive == null) {
      work.run();
      return;
    }
    try {
      touch(alive);
    } catch (IOException e) {
      throw new ConfigurationProblem("--alive: " + alive + " cannot be written: " + e.getMessage());
    }
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(AliveFile::thread);
    var unused =
        clock.scheduleWithFixedDelay(() -> tryTouch(alive), SECONDS, SECONDS, TimeUnit.SECONDS);
    try {
      work.run();
    } finally {
      clock.shutdownNow();
      delete(alive);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "alive");
    thread.setDaemon(true);
    return thread;
  }

  private static void delete(Path alive) {
    try {
      Files.deleteIfExists(alive);
    } catch (IOException left) {
      // It grows old, which says the same.
    }
  }

  private static void tryTouch(Path alive) {
    try {
      touch(alive);
    } catch (IOException full) {
      // The probe finds it old, and says so.
    }
  }

  private static void touch(Path alive) throws IOException {
    Files.write(alive, new byte[] {'\n'});
  }
}
