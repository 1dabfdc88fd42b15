package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asked to end at any point, a run ends so that the next one goes on where it was. */
@NullUnmarked
class StopTest {
  /** {@code -Dstops=200} asks longer. */
  private static final int STOPS = Integer.getInteger("stops", 20);

  private static final int TEXTS = 40;

  @TempDir Path home;

  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final List<String> expected = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_scheduled_night_that_is_stopped_anywhere_is_taken_up_and_never_poisoned(
      TestDatabase database) throws InterruptedException {
    long seed = Long.getLong("stops.seed", System.nanoTime());
    System.out.println("stops.seed=" + seed);
    Random random = new Random(seed);
    String url = database.url(home);
    long whole = TimeUnit.SECONDS.toNanos(1);
    boolean over = true;
    int stopped = 0;
    int night = 0;
    while (stopped < STOPS || !over) {
      try (TestHeed heed = TestHeed.start(url, home, clock, "--heed.delivery.concurrency=4")) {
        if (over) {
          queue(heed, ++night);
        }
        Thread stopper = null;
        if (stopped < STOPS) {
          long when = random.nextLong(whole);
          stopper = new Thread(() -> stopAfter(heed, when));
          stopper.start();
        }
        long start = System.nanoTime();
        Ran result =
            Ran.of(
                heed.bean(Jobs.class)
                    .run("nightly", new JobRun("nightly", Map.of(), "night-" + night))
                    .orElseThrow());
        over = result.done();
        if (stopper != null) {
          if (over) {
            whole = System.nanoTime() - start;
          } else {
            stopped++;
            assertThat(result.problem()).contains("stopped");
          }
          stopper.join();
        }
        assertThat(heed.count("batch_job_execution where status in ('UNKNOWN', 'FAILED')"))
            .isZero();
        assertThat(heed.count("batch_step_execution where status = 'UNKNOWN'")).isZero();
        assertThat(heed.count("message where status = 'IN_DOUBT'")).isZero();
      }
    }
    try (TestHeed heed = TestHeed.start(url, home, clock)) {
      assertThat(
              heed.jdbc.queryForList(
                  "select body from attempt where status in ('SENT', 'DELIVERED')", String.class))
          .extracting(body -> body.lines().findFirst().orElseThrow())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_night_that_ended_nobody_knows_how_is_taken_up(TestDatabase database) {
    String url = database.url(home);
    JobRun run = new JobRun("nightly", Map.of(), "night");
    try (TestHeed heed = TestHeed.start(url, home, clock)) {
      heed.bean(BatchRuns.class).stop();
      assertThat(heed.bean(Jobs.class).run("nightly", run).orElseThrow().done()).isFalse();
      for (String table : List.of("batch_job_execution", "batch_step_execution")) {
        heed.jdbc.update("update " + table + " set status = 'UNKNOWN', exit_code = 'UNKNOWN'");
      }
    }
    try (TestHeed heed = TestHeed.start(url, home, clock)) {
      queue(heed, 1);
      assertThat(heed.bean(Jobs.class).run("nightly", run).orElseThrow().done()).isTrue();
      assertThat(heed.count("attempt where status = 'SENT'")).isEqualTo(TEXTS);
    }
  }

  private static void stopAfter(TestHeed heed, long nanos) {
    LockSupport.parkNanos(nanos);
    heed.bean(BatchRuns.class).stop();
  }

  private void queue(TestHeed heed, int night) {
    List<String> lines = new ArrayList<>(List.of("phone,from,message"));
    IntStream.range(0, TEXTS)
        .mapToObj("Night %d text %%d".formatted(night)::formatted)
        .forEach(
            body -> {
              lines.add("+1312200%04d,Advising,%s".formatted(expected.size(), body));
              expected.add(body);
            });
    heed.drop("night-" + night + ".csv", lines.toArray(String[]::new));
    assertThat(heed.run("import").problem()).isNull();
  }
}
