package org.heed.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command in order when the process is asked to end (SIGTERM, Ctrl-C): what is in flight is
 * finished and recorded, and the command says its own exit status.
 */
final class Ending {
  private static final int PATIENCE_SECONDS = 18;

  private final CountDownLatch over = new CountDownLatch(1);
  private Runnable stop = () -> {};
  private boolean asked;
  private volatile int status = Problems.COULD_NOT;

  static Ending install() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "ending"));
    return ending;
  }

  /** How the command that runs now is stopped; it is, when that was asked before it could be. */
  void by(Runnable stop) {
    if (isAsked(stop)) {
      stop.run();
    }
  }

  private synchronized boolean isAsked(Runnable stop) {
    this.stop = stop;
    return asked;
  }

  /** Asks what runs to stop, and whatever will. */
  void ask() {
    Runnable running;
    synchronized (this) {
      asked = true;
      running = stop;
    }
    running.run();
  }

  /** The command has ended. */
  void over(int status) {
    this.status = status;
    over.countDown();
  }

  private void end() {
    if (over.getCount() == 0) {
      return;
    }
    try {
      // A database that hangs must not keep the process.
      Thread stopping = new Thread(this::ask, "stopping");
      stopping.setDaemon(true);
      stopping.start();
      boolean inTime = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("heed: did not end in time; the next run goes on where this one was");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Only so the process ends with the command's status and not with the signal's.
    Runtime.getRuntime().halt(status);
  }
}
