package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class PatienceTest {
  private final AtomicLong ticks = new AtomicLong();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void an_answer_is_offered_again_after_a_sleep_in_the_middle_of_recording_it() {
    record(1);
    assertThat(tries).hasValue(2);
    assertThat(refused).hasValue(1);
  }

  @Test
  void it_is_not_offered_for_ever() {
    assertThatThrownBy(() -> record(100)).isInstanceOf(TransactionSystemException.class);
    assertThat(tries).hasValue(2);
  }

  /** Sleeps longer than the patience in each try that fails. */
  private void record(int failures) {
    Patience.record(
        () -> {
          if (tries.incrementAndGet() <= failures) {
            ticks.addAndGet(TimeUnit.MINUTES.toNanos(2));
            throw new TransactionSystemException("JDBC commit failed");
          }
        },
        refused::incrementAndGet,
        ticks::get);
  }
}
