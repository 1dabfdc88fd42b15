package org.heed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/**
 * A process's clock, at which the process can be stopped as by SIGSTOP or a closed lid: whoever
 * asks it the time, its leases too, waits until it goes on, and what was claimed grows old.
 */
@NullUnmarked
public final class Sleeper extends TestClock {
  private final TestClock time;
  private final AtomicInteger looks = new AtomicInteger();
  private volatile CountDownLatch goOn = new CountDownLatch(0);
  private volatile Thread awake;
  private volatile Runnable meanwhile;
  private volatile Throwable fault;

  Sleeper(TestClock time) {
    super(time.instant());
    this.time = time;
  }

  /**
   * Stands still once in the last look before a text, when that has asked for the time so often.
   */
  public void sleepsAt(int look, Runnable meanwhile) {
    this.meanwhile = meanwhile;
    this.fault = null;
    this.awake = null;
    looks.set(look);
  }

  /** Whether it has; from now on it does not. */
  public boolean slept() {
    looks.set(0);
    if (fault != null) {
      throw new AssertionError(fault.getMessage(), fault);
    }
    return awake != null;
  }

  @Override
  public Instant instant() {
    Thread here = Thread.currentThread();
    if (looks.get() > 0 && isLastLook() && looks.decrementAndGet() == 0) {
      sleep();
    } else if (here != awake && !here.getName().equals("record")) {
      await();
    }
    return time.instant();
  }

  private static boolean isLastLook() {
    return StackWalker.getInstance()
        .walk(
            frames -> frames.anyMatch(one -> one.getClassName().equals("org.heed.text.LastLook")));
  }

  /** In a thread of its own: nothing of the call it stands in is the others'. */
  private void sleep() {
    goOn = new CountDownLatch(1);
    Thread others =
        new Thread(
            () -> {
              try {
                meanwhile.run();
              } catch (RuntimeException | Error e) {
                fault = e;
              } finally {
                goOn.countDown();
              }
            });
    awake = others;
    others.start();
    await();
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void advance(Duration by) {
    time.advance(by);
  }

  @Override
  public void set(Instant now) {
    time.set(now);
  }
}
