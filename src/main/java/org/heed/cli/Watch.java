package org.heed.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heed.job.Progress;

/** Shows how far a run is, on standard error, as long as it is not closed. */
final class Watch implements AutoCloseable {
  private static final Duration BAR = Duration.ofMillis(200);
  private static final Duration LINE = Duration.ofSeconds(5);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param terminal whether what is written can be written over
   */
  Watch(Progress progress, PrintStream out, boolean terminal) {
    thread =
        new Thread(
            () ->
                watch(
                    progress,
                    new Gauge(terminal ? Heed.drawn() : out, terminal),
                    terminal ? BAR : LINE),
            "watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(Progress progress, Gauge gauge, Duration pause) {
    try (gauge) {
      while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        gauge.show(progress.state());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what is shown; nothing is written afterwards. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
