package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose the work is on PostgreSQL, when a machine stood still. */
@NullUnmarked
class LeaseTest {
  private static final String EXPIRE =
      "update shedlock set lock_until = lock_until - interval '1 hour'";

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private TestHeed one;
  private TestHeed other;
  private RunLock lock;
  private RunLock.Held held;

  @BeforeEach
  void start() {
    String url = TestDatabase.POSTGRESQL.url(home);
    one = TestHeed.start(url, home.resolve("one"), clock);
    other = TestHeed.start(url, home.resolve("other"), clock, "--heed.lease=2s");
    lock = one.bean(RunLock.class);
    held = lock.take("nightly");
  }

  @AfterEach
  void end() {
    held.close();
    one.close();
    other.close();
  }

  @Test
  void a_run_that_slept_goes_on_when_nobody_has_taken_over() {
    clock.advance(Duration.ofMinutes(5));
    assertThat(lock.held()).isFalse();
    lock.check();
    assertThat(lock.held()).isTrue();
  }

  @Test
  void a_run_that_slept_may_nothing_any_more_when_somebody_has_taken_over() {
    takeOver();
    clock.advance(Duration.ofMinutes(5));
    assertThat(lock.held()).isFalse();
    assertThatThrownBy(lock::check).isInstanceOf(LeaseLost.class);
    assertThat(lock.held()).isFalse();
  }

  @Test
  void what_a_sleeper_was_writing_is_not_written_once_somebody_has_taken_over() {
    TransactionTemplate work = new TransactionTemplate(one.bean(PlatformTransactionManager.class));
    work.executeWithoutResult(status -> add("a"));
    assertThatThrownBy(
            () ->
                work.executeWithoutResult(
                    status -> {
                      add("b");
                      takeOver();
                    }))
        .isInstanceOf(LeaseLost.class);
    RunLock.kept(one.bean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> add("c"));
    assertThat(one.jdbc.queryForList("select name from sender where number < '+1'", String.class))
        .containsExactlyInAnyOrder("a", "c");
  }

  private void add(String name) {
    one.jdbc.update("insert into sender (number, name) values (?, ?)", "+0" + name, name);
  }

  /** As if this process had slept past its lease, and has not been told yet. */
  private void takeOver() {
    other.jdbc.update(EXPIRE);
    RunLock.Held heir = other.bean(RunLock.class).take("nightly");
    heir.close();
  }
}
