package org.heed.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.heed.job.BatchRuns;
import org.heed.mail.RawSmtp;
import org.heed.storage.TestDatabase;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes route a night's messages and send its emails. */
@NullUnmarked
class SharedNightTest {
  private static final int EMAILS = 2_100;
  private static final int SOME = 300;

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final RawSmtp server = new RawSmtp();
  private final ExecutorService processes = Executors.newCachedThreadPool();
  private final List<TestHeed> all = new ArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Gate gate = new Gate(SOME);
  private String url;
  private TestHeed manager;

  @BeforeEach
  void start() {
    url = TestDatabase.POSTGRESQL.url(home);
    manager = heed("manager", server.port());
    manager.drop(
        "c.csv",
        Stream.concat(
                Stream.of("student_id,email,from,message"),
                IntStream.range(0, EMAILS)
                    .mapToObj(i -> "E%d,s%d@x.edu,Advising,No %d".formatted(i, i, i)))
            .toArray(String[]::new));
    assertThat(manager.run("import").problem()).isNull();
  }

  @AfterEach
  void end() throws InterruptedException {
    gate.open();
    all.forEach(heed -> heed.bean(BatchRuns.class).stop());
    processes.shutdown();
    assertThat(processes.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    all.forEach(TestHeed::close);
    server.close();
  }

  @Test
  void workers_route_and_email_all_and_the_manager_nothing() {
    worker("one", server.port());
    worker("two", server.port());
    Ran night = manager.run("nightly");
    assertThat(night.problem()).isNull();
    assertThat(night.lines().get(0)).startsWith("0 texted, 2,100 emailed");
    assertThat(server.commands("RCPT")).doesNotHaveDuplicates().hasSize(EMAILS);
    assertThat(said)
        .containsOnlyOnce("one: A night's routing begins.", "two: A night's routing begins.")
        .containsOnlyOnce("one: A night's emails begin.", "two: A night's emails begin.");
    assertThat(
            manager.jdbc.queryForObject(
                "select write_count from batch_step_execution where step_name = 'route'",
                Integer.class))
        .isZero();
    // Each process numbers its attempts from a block of its own; the first is the manager's.
    assertThat(
            manager.jdbc.queryForList(
                "select distinct id / 1000000000 from attempt where status = 'SENT'", Long.class))
        .hasSize(2)
        .doesNotContain(0L);
    assertThat(manager.count("lane where owner is not null")).isZero();
  }

  @Test
  void what_a_worker_had_on_its_way_when_it_was_given_up_goes_again_and_nothing_else()
      throws Exception {
    server.script(this::waiting);
    worker("one", server.port());
    worker("two", server.port());
    Future<Ran> night = processes.submit(() -> manager.run("nightly"));
    gate.reached();
    long gone =
        manager.jdbc.queryForObject("select max(id) from worker where not manager", Long.class);
    manager.jdbc.update(
        "update worker set until = clock_timestamp() - interval '1 minute' where id = ?", gone);
    manager.jdbc.update(
        "update lane set until = clock_timestamp() - interval '1 minute' where owner = ?", gone);
    gate.open();
    assertThat(night.get(120, TimeUnit.SECONDS).problem()).isNull();
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(EMAILS);
    assertThat(server.commands("RCPT").stream().distinct()).hasSize(EMAILS);
    assertThat(server.commands("RCPT")).hasSizeLessThanOrEqualTo(EMAILS + 4);
  }

  @Test
  void a_worker_whose_mail_server_is_away_leaves_the_emails_to_others_and_says_so() {
    worker("one", server.port());
    worker("cut", 1);
    Ran night = manager.run("nightly");
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(EMAILS);
    assertThat(server.commands("RCPT")).doesNotHaveDuplicates().hasSize(EMAILS);
    assertThat(night.problem()).contains("mail server");
    assertThat(said).contains("cut: The rest of it is left to others; see the log.");
  }

  @Test
  void where_every_worker_is_cut_off_the_manager_sends_all() {
    worker("cut", 1);
    manager.run("nightly");
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(EMAILS);
    assertThat(server.commands("RCPT")).doesNotHaveDuplicates().hasSize(EMAILS);
  }

  private String waiting(String command) {
    if (command.equals(RawSmtp.END)) {
      gate.pass();
    }
    return null;
  }

  private void worker(String name, int mailPort) {
    TestHeed heed = heed(name, mailPort);
    int before = manager.bean(Workers.class).all().size();
    Callable<Void> work =
        () -> {
          heed.bean(NightWorker.class)
              .run(
                  8,
                  256,
                  line -> said.add(name + ": " + line),
                  heed.bean(BatchRuns.class)::stopping);
          return null;
        };
    Future<Void> unused = processes.submit(work);
    while (manager.bean(Workers.class).all().size() == before) {
      Thread.onSpinWait();
    }
  }

  private TestHeed heed(String name, int mailPort) {
    TestHeed heed =
        TestHeed.start(
            url,
            home.resolve(name),
            clock,
            "--heed.delivery.max-attempts=2",
            "--heed.consent.learn-from-replies=false",
            "--heed.mail.from=texts@example.edu",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + mailPort);
    all.add(heed);
    return heed;
  }
}
