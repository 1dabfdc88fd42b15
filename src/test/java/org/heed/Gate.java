package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Lets so many but one through; who comes later waits until it is opened. */
@NullUnmarked
public final class Gate {
  private final CountDownLatch some;
  private final CountDownLatch goOn = new CountDownLatch(1);

  public Gate(int some) {
    this.some = new CountDownLatch(some);
  }

  public void pass() {
    some.countDown();
    if (some.getCount() == 0) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Until somebody waits at it. */
  public void reached() throws InterruptedException {
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
  }

  public void open() {
    goOn.countDown();
  }

  public boolean isOpen() {
    return goOn.getCount() == 0;
  }
}
