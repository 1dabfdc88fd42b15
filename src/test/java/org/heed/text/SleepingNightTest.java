package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Java;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights that stand still in the middle, for longer than anything may be relied on. */
@NullUnmarked
class SleepingNightTest {
  private static final int MESSAGES = 60;

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private SandboxGateway sandbox;
  private Middleman gateway;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
  }

  @AfterEach
  void end() {
    goOn.countDown();
    gateway.close();
    sandbox.close();
  }

  @Test
  void R7_a_night_that_slept_into_quiet_hours_sends_nothing_it_had_claimed() {
    try (TestHeed heed = heed(TestDatabase.HSQLDB.url(home), 1)) {
      drop(heed);
      AtomicInteger texts = new AtomicInteger();
      gateway.fate(
          text -> {
            if (texts.incrementAndGet() == 5) {
              // One that is claimed ahead waits for this one.
              await(() -> heed.count("intent") == 2);
              clock.set(TestHeed.NOON.plus(Duration.ofHours(8)));
            }
            return Fate.PASS;
          });
      assertThat(heed.run("nightly").done()).isTrue();
      assertThat(texts).hasValue(5);
      assertThat(heed.count("message where status = 'HELD' and reason = 'QUIET_HOURS'"))
          .isEqualTo(MESSAGES - 5);
      clock.advance(Duration.ofHours(13));
      assertThat(heed.run("nightly").done()).isTrue();
      each_text_left_once();
    }
  }

  @Test
  void a_claim_that_has_grown_old_is_given_back_and_made_anew() {
    try (TestHeed heed = heed(TestDatabase.HSQLDB.url(home), 1)) {
      drop(heed);
      AtomicInteger texts = new AtomicInteger();
      gateway.fate(
          text -> {
            if (texts.incrementAndGet() == 5) {
              await(() -> heed.count("intent") == 2);
              clock.advance(Duration.ofMinutes(2));
              heed.jdbc.update("update phone set sms_status = 'DISABLED'");
            }
            return Fate.PASS;
          });
      assertThat(heed.run("nightly").done()).isTrue();
      assertThat(texts).hasValue(5);
    }
  }

  @Test
  void no_more_is_claimed_than_leaves() throws Exception {
    try (TestHeed heed = heed(TestDatabase.HSQLDB.url(home), 4)) {
      drop(heed);
      CountDownLatch full = new CountDownLatch(4);
      gateway.fate(
          text -> {
            full.countDown();
            waiting();
            return Fate.PASS;
          });
      Thread night = new Thread(() -> heed.run("nightly"));
      night.start();
      assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(heed.count("intent")).isEqualTo(4);
      goOn.countDown();
      night.join();
      each_text_left_once();
    }
  }

  @Test
  void a_stopped_process_that_wakes_after_its_lease_sends_nothing_it_had_claimed()
      throws Exception {
    String url = TestDatabase.POSTGRESQL.url(home);
    try (TestHeed heir = heed(url, 4)) {
      drop(heir);
      AtomicInteger texts = new AtomicInteger();
      gateway.fate(
          text -> {
            if (texts.incrementAndGet() > 20) {
              waiting();
            }
            return Fate.PASS;
          });
      Process sleeper = process(url);
      // Four are under way, and others are claimed ahead and wait.
      await(() -> texts.get() == 24 && heir.count("intent") > 4);
      signal(sleeper, "STOP");
      int claimed = heir.count("intent");
      heir.jdbc.update("update phone set sms_status = 'DISABLED'");
      assertThat(heir.run("nightly").done()).isTrue();
      heir.jdbc.update("update phone set sms_status = 'DEFAULT'");
      goOn.countDown();
      // Answers that come before it wakes: their time was over long ago, by its own clock.
      await(() -> bodies().size() == 24);
      signal(sleeper, "CONT");
      assertThat(sleeper.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(sleeper.exitValue()).isEqualTo(1);
      assertThat(Files.readString(home.resolve("err"))).contains("another run has taken over");
      assertThat(texts).hasValue(24);
      // An answer whose call has ended while it slept is no answer: that text is looked for.
      assertThat(heir.count("message where status in ('SENT', 'DELIVERED')")).isBetween(20, 24);
      gateway.rest();
      for (int night = 0; night < 3; night++) {
        clock.advance(Duration.ofMinutes(61));
        assertThat(heir.run("nightly").done()).isTrue();
      }
      assertThat(bodies()).doesNotHaveDuplicates().hasSize(20 + claimed);
      assertThat(heir.count("message where status in ('SENT', 'DELIVERED')"))
          .isEqualTo(20 + claimed);
    }
  }

  private List<String> bodies() {
    return gateway.posts().stream()
        .map(RawServer.Request::form)
        .map(form -> form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  private void each_text_left_once() {
    assertThat(bodies()).doesNotHaveDuplicates().hasSize(MESSAGES);
  }

  private TestHeed heed(String url, int concurrency) {
    return TestHeed.start(
        url,
        home,
        clock,
        "--heed.twilio.base-url=" + gateway.baseUrl(),
        "--heed.delivery.pause-at-opt-outs=off",
        "--heed.lease=2s",
        "--heed.delivery.concurrency=" + concurrency);
  }

  private static void drop(TestHeed heed) {
    heed.drop(
        "c.csv",
        Stream.concat(
                Stream.of("phone,from,message"),
                IntStream.range(0, MESSAGES)
                    .mapToObj(i -> "+1312555%04d,Advising,No %d".formatted(i, i)))
            .toArray(String[]::new));
    assertThat(heed.run("import").done()).isTrue();
  }

  private Process process(String url) throws IOException {
    List<String> command = Java.heed("-XX:+UseSerialGC");
    command.addAll(
        List.of(
            "run",
            "nightly",
            "--heed.home=" + home.resolve("sleeper"),
            "--heed.jobs=" + Path.of("jobs").toAbsolutePath(),
            "--spring.datasource.url=" + url,
            "--heed.twilio.base-url=" + gateway.baseUrl(),
            "--heed.senders[0].number=" + TestHeed.ADVISING,
            "--heed.senders[0].name=Advising",
            "--heed.delivery.quiet-hours=off",
            "--heed.delivery.pause-at-opt-outs=off",
            "--heed.delivery.concurrency=4",
            "--heed.lease=2s"));
    Files.createDirectories(home.resolve("sleeper"));
    return new ProcessBuilder(command)
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor())
        .isZero();
  }

  private void waiting() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier there) {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(giveUp);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
