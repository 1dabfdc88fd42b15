package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.sandbox.SandboxGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every connection to PostgreSQL is lost in the middle of a night, and it comes back. */
@NullUnmarked
class DatabaseLostTest {
  private static final int TEXTS = 100;
  private static final int EMAILS = 20;
  private static final String PREFIX = "jdbc:postgresql://";

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private SandboxGateway sandbox;
  private Middleman gateway;
  private Relay wire;
  private TestHeed heed;

  @BeforeEach
  void start() {
    URI real = URI.create(TestDatabase.POSTGRESQL.url(home).substring("jdbc:".length()));
    wire = new Relay(real.getPort());
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    heed =
        TestHeed.start(
            PREFIX
                + "127.0.0.1:"
                + wire.port()
                + real.getPath()
                + "?"
                + real.getQuery()
                + "&prepareThreshold=0",
            home,
            clock,
            "--heed.twilio.base-url=" + gateway.baseUrl(),
            "--heed.delivery.concurrency=8");
    heed.drop(
        "c.csv",
        Stream.concat(
                Stream.of("student_id,phone,email,from,message"),
                IntStream.range(0, TEXTS + EMAILS).mapToObj(DatabaseLostTest::row))
            .toArray(String[]::new));
    heed.run("import");
  }

  private static String row(int i) {
    String phone = i < TEXTS ? "+1312555%04d".formatted(i) : "";
    return "S%1$d,%2$s,s%1$d@example.edu,Advising,No %1$d".formatted(i, phone);
  }

  @AfterEach
  void end() {
    heed.close();
    gateway.close();
    sandbox.close();
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select state, heard_at",
        "select 1 from shedlock",
        "insert into intent",
        "insert into attempt (status, gateway_id",
        "insert into attempt (run_id, channel",
        "UPDATE BATCH_STEP_EXECUTION",
      })
  void the_night_goes_on_when_it_is_back_and_nothing_goes_twice(String statement) throws Exception {
    CompletableFuture<Void> lost = losing(statement);
    Ran night = heed.run("nightly");
    assertThat(lost).isDone();
    assertThat(night.problem()).isNull();
    assertThat(night.counted().get(0)).startsWith(TEXTS + " texted, " + EMAILS + " emailed");
    assertThat(heed.count("message where status in ('SENT', 'DELIVERED')"))
        .isEqualTo(TEXTS + EMAILS);
    assertThat(
            gateway.posts().stream()
                .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(TEXTS);
    assertThat(heed.mails().stream().filter(mail -> mail.contains("To: s")))
        .hasSizeBetween(EMAILS, EMAILS + 8);
  }

  /** Before the server gets that statement; for a second. */
  private CompletableFuture<Void> losing(String statement) {
    CountDownLatch there = wire.freezeAt(statement);
    return CompletableFuture.runAsync(
        () -> {
          try {
            assertThat(there.await(1, TimeUnit.MINUTES)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          wire.cut();
          wire.thaw();
          long texts = gateway.posts().size();
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
          assertThat(gateway.posts().size() - texts).isLessThan(30);
          wire.mend();
        });
  }
}
