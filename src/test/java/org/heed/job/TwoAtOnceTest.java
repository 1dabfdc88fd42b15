package org.heed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Gate;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines with one PostgreSQL start the same night. */
@NullUnmarked
class TwoAtOnceTest {
  private static final int MESSAGES = 200;

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final ExecutorService nights = Executors.newCachedThreadPool();
  private final Gate gate = new Gate(20);
  private SandboxGateway sandbox;
  private Middleman gateway;
  private TestHeed one;
  private TestHeed other;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    String url = TestDatabase.POSTGRESQL.url(home);
    one = heed(url, "one");
    other = heed(url, "other");
    one.drop(
        "c.csv",
        Stream.concat(
                Stream.of("phone,from,message"),
                IntStream.range(0, MESSAGES)
                    .mapToObj(i -> "+1312555%04d,Advising,No %d".formatted(i, i)))
            .toArray(String[]::new));
    one.run("import");
  }

  @AfterEach
  void end() {
    gate.open();
    nights.shutdownNow();
    one.close();
    other.close();
    gateway.close();
    sandbox.close();
  }

  @Test
  void the_second_says_who_runs_since_when_and_sends_nothing() throws Exception {
    gateway.fate(text -> waiting());
    Future<Ran> first = nights.submit(() -> one.run("nightly"));
    gate.reached();
    // All but the last of those that were let through, and a full house that waits.
    int asked = 19 + 8;
    while (gateway.posts().size() < asked) {
      Thread.onSpinWait();
    }
    assertThat(problem(other))
        .isInstanceOf(DatabaseBusy.class)
        .hasMessageMatching(
            "already running: nightly on \\S+ in process \\d+ since"
                + " \\d{4}(-\\d\\d){2}T[\\d:]+-0[56]:00");
    assertThat(gateway.posts()).hasSize(asked);
    gate.open();
    assertThat(first.get(60, TimeUnit.SECONDS).done()).isTrue();
    each_text_left_once();
  }

  @Test
  void of_many_started_at_the_same_moment_one_runs() throws Exception {
    for (int round = 0; round < 5; round++) {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Future<Boolean>> all = new ArrayList<>();
      for (TestHeed heed : List.of(one, other)) {
        all.add(
            nights.submit(
                () -> {
                  together.await();
                  return problem(heed) == null;
                }));
      }
      List<Boolean> ran = new ArrayList<>();
      for (Future<Boolean> night : all) {
        ran.add(night.get(90, TimeUnit.SECONDS));
      }
      assertThat(ran).contains(true);
    }
    each_text_left_once();
  }

  @Test
  void a_run_that_slept_past_its_lease_claims_no_more_and_its_answers_are_not_lost()
      throws Exception {
    gateway.fate(text -> waiting());
    Future<Ran> sleeper = nights.submit(() -> one.run("nightly"));
    gate.reached();
    Future<Ran> heir = nights.submit(this::inherit);
    while (other.count("intent") > 0) {
      Thread.onSpinWait();
    }
    gate.open();
    assertThat(heir.get(60, TimeUnit.SECONDS).done()).isTrue();
    assertThat(sleeper.get(60, TimeUnit.SECONDS).done()).isFalse();
    for (int night = 0; night < 3; night++) {
      clock.advance(Duration.ofMinutes(61));
      other.run("nightly");
    }
    each_text_left_once();
  }

  /** As if the other's machine had stood still for longer than the lease. */
  private Ran inherit() {
    while (true) {
      try {
        one.jdbc.update("update shedlock set lock_until = now() - interval '1 minute'");
        return other.run("nightly");
      } catch (DatabaseBusy renewed) {
        assertThat(gate.isOpen()).as("its beat came between").isFalse();
      }
    }
  }

  private void each_text_left_once() {
    assertThat(
            gateway.posts().stream()
                .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES);
    assertThat(one.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
    assertThat(one.count("intent")).isZero();
  }

  private Fate waiting() {
    gate.pass();
    return Fate.PASS;
  }

  private static RuntimeException problem(TestHeed heed) {
    try {
      heed.run("nightly");
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private TestHeed heed(String url, String machine) {
    return TestHeed.start(
        url,
        home.resolve(machine),
        clock,
        "--heed.twilio.base-url=" + gateway.baseUrl(),
        "--heed.delivery.concurrency=8",
        "--heed.lease=1s");
  }
}
