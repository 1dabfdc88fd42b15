package org.heed.storage;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.heed.Java;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.sandbox.SandboxGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL freezes in mid-statement: it takes connections and answers nothing. */
@NullUnmarked
class FrozenServerTest {
  private static final int MESSAGES = 100;

  @TempDir Path home;
  private final TestClock clock = new TestClock(Instant.now());
  private SandboxGateway sandbox;
  private Middleman gateway;
  private Relay wire;
  private TestHeed heir;
  private String url;

  @BeforeEach
  void start() {
    URI real = URI.create(TestDatabase.POSTGRESQL.url(home).substring("jdbc:".length()));
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    wire = new Relay(real.getPort());
    url = "jdbc:postgresql://127.0.0.1:%d" + real.getPath() + "?" + real.getQuery();
    heir =
        TestHeed.start(
            url.formatted(real.getPort()), home, clock, settings().toArray(String[]::new));
    heir.drop(
        "c.csv",
        Stream.concat(
                Stream.of("phone,from,message"),
                IntStream.range(0, MESSAGES)
                    .mapToObj(i -> "+1312555%04d,Advising,No %d".formatted(i, i)))
            .toArray(String[]::new));
  }

  @AfterEach
  void end() {
    heir.close();
    wire.close();
    gateway.close();
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "import, insert into message",
    "nightly, 'insert into attempt (status, gateway_id'",
    "nightly, 'update run set ended_at = $1, done = $2'"
  })
  void the_run_ends_by_itself_and_the_next_finishes_everything_with_nothing_twice(
      String job, String statement) throws Exception {
    if (!job.equals("import")) {
      heir.run("import");
    }
    CountDownLatch frozen = wire.freezeAt(statement);
    Process run = process("run", job);
    assertThat(frozen.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(home.resolve("err")))
        .filteredOn(line -> !line.startsWith("heed: an outcome cannot be recorded"))
        .filteredOn(line -> !line.matches("heed: \\d answers could not be recorded.*"))
        .singleElement(as(STRING))
        .contains("the database server has answered nothing for", "nothing is lost");
    wire.thaw();
    everything_goes_once();
  }

  @Test
  void asked_to_end_it_ends_in_time() throws Exception {
    heir.run("import");
    CountDownLatch frozen = wire.freezeAt("insert into attempt (status, gateway_id");
    Process run = process("run", "nightly");
    assertThat(frozen.await(1, TimeUnit.MINUTES)).isTrue();
    run.destroy();
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    wire.thaw();
    everything_goes_once();
  }

  /** What the pool gives its driver; a silence of five minutes is the longest. */
  @Test
  void every_wait_for_the_server_has_an_end() throws Exception {
    assertThat(heir.bean(DataSource.class).unwrap(HikariDataSource.class).getDataSourceProperties())
        .containsAllEntriesOf(
            Map.of(
                "connectTimeout", "10",
                "loginTimeout", "10",
                "socketTimeout", "300",
                "cancelSignalTimeout", "5",
                "tcpKeepAlive", "true"));
  }

  @Test
  void a_command_without_a_lease_ends_in_plain_words() throws Exception {
    CountDownLatch frozen = wire.freezeAt("from message");
    url += "&socketTimeout=3";
    Process status = process("status");
    assertThat(frozen.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(status.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(status.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(home.resolve("err")))
        .singleElement(as(STRING))
        .startsWith("heed: the database (spring.datasource.url): the server does not answer;");
    wire.thaw();
  }

  private void everything_goes_once() {
    heir.run("import");
    for (int night = 0; night < 3; night++) {
      clock.advance(Duration.ofMinutes(61));
      assertThat(heir.run("nightly").problem()).isNull();
    }
    assertThat(
            gateway.posts().stream()
                .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES);
    assertThat(heir.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
  }

  private List<String> settings() {
    return List.of(
        "--heed.twilio.base-url=" + gateway.baseUrl(),
        "--heed.delivery.quiet-hours=off",
        "--heed.delivery.concurrency=4",
        "--heed.lease=2s");
  }

  private Process process(String... typed) throws IOException {
    List<String> command = Java.heed("-XX:+UseSerialGC");
    command.addAll(List.of(typed));
    command.addAll(
        List.of(
            "--heed.home=" + home,
            "--heed.jobs=" + Path.of("jobs").toAbsolutePath(),
            "--heed.import.unchanged-for=0s",
            "--heed.senders[0].number=" + TestHeed.ADVISING,
            "--heed.senders[0].name=Advising",
            "--spring.datasource.url=" + url.formatted(wire.port())));
    command.addAll(settings());
    return new ProcessBuilder(command)
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }
}
