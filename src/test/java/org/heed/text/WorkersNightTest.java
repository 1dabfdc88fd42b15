package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.job.BatchRuns;
import org.heed.job.JobResult;
import org.heed.queue.TextQueue;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night whose texts several processes send; here each is an application of its own. */
@NullUnmarked
class WorkersNightTest {
  private static final int MESSAGES = 400;
  private static final int SOME = 40;
  private static final String LANES_OF_OTHERS = "lane l join worker w on w.id = l.owner";

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final ExecutorService processes = Executors.newCachedThreadPool();
  private final List<TestHeed> all = new ArrayList<>();
  private final CountDownLatch some = new CountDownLatch(SOME);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private SandboxGateway sandbox;
  private Middleman gateway;
  private String url;
  private TestHeed manager;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    url = TestDatabase.POSTGRESQL.newUrl(home);
    manager = heed("manager");
    manager.drop(
        "c.csv",
        Stream.concat(
                Stream.of("phone,from,message"),
                IntStream.range(0, MESSAGES)
                    .mapToObj(i -> "%s,Advising,No %d".formatted(phone(i), i)))
            .toArray(String[]::new));
    manager.run("import");
  }

  @AfterEach
  void end() throws InterruptedException {
    goOn.countDown();
    all.forEach(heed -> heed.bean(BatchRuns.class).stop());
    processes.shutdown();
    assertThat(processes.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    all.forEach(TestHeed::close);
    gateway.close();
    sandbox.close();
  }

  @Test
  void workers_send_all_and_the_manager_none() throws Exception {
    workers(2);
    JobResult night = manager.run("nightly");
    assertThat(night.done()).as(night.lines().toString()).isTrue();
    assertThat(night.lines().get(0)).startsWith(MESSAGES + " texted, 0 emailed");
    each_text_left_once();
    // Each process numbers its attempts from a block of its own; the first is the manager's.
    assertThat(textsByBlock()).hasSize(2);
    nobody_has_lanes();
  }

  @Test
  void a_worker_that_joins_gets_lanes_and_one_that_ends_gives_them_back() throws Exception {
    gateway.fate(text -> waiting());
    Future<JobResult> night = processes.submit(() -> manager.run("nightly"));
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(manager.count(LANES_OF_OTHERS + " where w.manager")).isEqualTo(256);
    TestHeed worker = worker("late");
    // What is on its way from the manager stays its own until it is recorded.
    await(() -> manager.count(LANES_OF_OTHERS + " where not w.manager") > 200);
    assertThat(manager.count(LANES_OF_OTHERS + " where w.manager")).isPositive();
    goOn.countDown();
    await(() -> manager.count("attempt") > 100);
    worker.bean(BatchRuns.class).stop();
    assertThat(night.get(60, TimeUnit.SECONDS).done()).isTrue();
    each_text_left_once();
    nobody_has_lanes();
  }

  @Test
  void what_a_worker_had_claimed_when_it_slept_past_its_lease_is_never_sent_twice()
      throws Exception {
    gateway.fate(text -> waiting());
    workers(2);
    Future<JobResult> night = processes.submit(() -> manager.run("nightly"));
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    // As if one's machine had stood still: its lanes go to the other, its texts are in doubt.
    Long sleeper =
        manager.jdbc.queryForObject("select max(id) from worker where not manager", Long.class);
    await(
        () -> {
          manager.jdbc.update(
              "update worker set until = clock_timestamp() - interval '1 minute' where id = ?",
              sleeper);
          manager.jdbc.update(
              "update lane set until = clock_timestamp() - interval '1 minute' where owner = ?",
              sleeper);
          return manager.count("attempt where status = 'IN_DOUBT'") > 0;
        });
    goOn.countDown();
    assertThat(night.get(60, TimeUnit.SECONDS)).isNotNull();
    for (int n = 0; n < 3; n++) {
      clock.advance(Duration.ofMinutes(61));
      manager.run("nightly");
    }
    each_text_left_once();
    assertThat(manager.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(MESSAGES);
    assertThat(manager.count("intent")).isZero();
  }

  @Test
  void R6_a_fault_of_the_account_that_one_meets_stops_all_and_is_told() throws Exception {
    RawServer.Script refuses = RawServer.json(401, "{\"code\":20003,\"message\":\"Authenticate\"}");
    RawServer.Script empty = RawServer.json(200, "{\"messages\":[],\"next_page_uri\":null}");
    gateway.answers(
        (request, socket) ->
            (request.method().equals("POST") ? refuses : empty).answer(request, socket));
    workers(2);
    JobResult night = manager.run("nightly");
    assertThat(night.done()).isFalse();
    assertThat(night.problem()).contains("20003");
    assertThat(manager.count("message where status = 'READY'")).isEqualTo(MESSAGES);
    assertThat(gateway.posts()).hasSizeLessThan(MESSAGES / 4);
    nobody_has_lanes();
  }

  @Test
  void R6_a_worker_that_does_not_reach_the_gateway_leaves_the_night_to_others() throws Exception {
    workers(1);
    TestHeed cut = heed("cut", URI.create("http://127.0.0.1:1"));
    work(cut);
    await(() -> manager.bean(Workers.class).all().size() == 2);
    JobResult night = manager.run("nightly");
    assertThat(night.problem()).isNotNull();
    each_text_left_once();
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(MESSAGES);
  }

  @Test
  void R6_what_is_to_be_tried_again_while_lanes_change_hands_goes_once() throws Exception {
    gateway.fate(text -> waiting());
    Future<JobResult> night = processes.submit(() -> manager.run("nightly"));
    assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
    worker("late");
    await(() -> manager.count(LANES_OF_OTHERS + " where not w.manager") > 200);
    AtomicInteger asked = new AtomicInteger();
    gateway.fate(
        text -> asked.incrementAndGet() < 60 && asked.get() % 3 == 0 ? Fate.BUSY : Fate.PASS);
    goOn.countDown();
    assertThat(night.get(120, TimeUnit.SECONDS).problem()).isNull();
    assertThat(manager.count("message where status = 'SENT'")).isEqualTo(MESSAGES);
    assertThat(manager.count("attempt where status = 'SENT'")).isEqualTo(MESSAGES);
    nobody_has_lanes();
  }

  @Test
  void O2_a_text_of_two_lanes_is_known_and_left_to_one_that_has_all() {
    TextQueue queue = manager.bean(TextQueue.class);
    manager.jdbc.update(
        "update message set status = 'READY', channel = 'SMS', destination = ? where id = 1",
        phone(0));
    assertThat(queue.hasSplit()).isFalse();
    manager.jdbc.update("delete from listing where number = ?", phone(0));
    assertThat(queue.hasSplit()).isTrue();
  }

  @Test
  void R9_opt_outs_are_counted_over_all_and_a_pause_is_everybodys() throws Exception {
    IntStream.range(0, MESSAGES).forEach(i -> sandbox.reply(phone(i), TestHeed.ADVISING, "STOP"));
    List<TestHeed> two = workers(2);
    gateway.fate(text -> slowly());
    manager.run("nightly");
    assertThat(manager.count("pause")).isEqualTo(1);
    assertThat(manager.count("message where status = 'HELD'")).isPositive();
    assertThat(gateway.posts()).hasSizeLessThan(MESSAGES);
    assertThat(two).hasSize(2);
  }

  @Test
  void of_one_campaign_alone_workers_send_nothing_else() throws Exception {
    manager.drop("other.csv", "phone,from,message", "+13125559999,Bursar,Another one");
    manager.run("import");
    workers(1);
    manager.run("nightly", "campaign=other");
    assertThat(gateway.posts()).hasSize(1);
    assertThat(manager.count("message where status = 'READY'")).isEqualTo(MESSAGES);
  }

  private List<TestHeed> workers(int count) {
    List<TestHeed> workers = IntStream.range(0, count).mapToObj(i -> worker("worker" + i)).toList();
    await(() -> manager.bean(Workers.class).all().size() == count);
    return workers;
  }

  private TestHeed worker(String name) {
    TestHeed heed = heed(name);
    work(heed);
    return heed;
  }

  private void work(TestHeed heed) {
    Callable<Void> work =
        () -> {
          heed.bean(TextWorker.class).run(8, 256, line -> {});
          return null;
        };
    Future<Void> unused = processes.submit(work);
  }

  private TestHeed heed(String name) {
    return heed(name, gateway.baseUrl());
  }

  private TestHeed heed(String name, URI to) {
    TestHeed heed =
        TestHeed.start(
            url,
            home.resolve(name),
            clock,
            "--heed.twilio.base-url=" + to,
            "--heed.delivery.concurrency=16",
            "--heed.delivery.pause-at-opt-outs=10% of 50",
            "--heed.consent.learn-from-replies=false");
    all.add(heed);
    return heed;
  }

  private Fate waiting() {
    some.countDown();
    try {
      if (some.getCount() == 0) {
        goOn.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Fate.PASS;
  }

  /** So that a pause comes before the end. */
  private Fate slowly() {
    try {
      TimeUnit.MILLISECONDS.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Fate.PASS;
  }

  private static void await(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - giveUp).as("it never came").isNegative();
      Thread.onSpinWait();
    }
  }

  private static String phone(int i) {
    return "+1312555%04d".formatted(i);
  }

  private Map<Long, Long> textsByBlock() {
    return manager
        .jdbc
        .queryForList("select id / 1000000000 from attempt where status = 'SENT'", Long.class)
        .stream()
        .collect(Collectors.groupingBy(block -> block, Collectors.counting()));
  }

  private void nobody_has_lanes() {
    assertThat(manager.count("lane where owner is not null")).isZero();
  }

  private void each_text_left_once() {
    assertThat(
            gateway.posts().stream()
                .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES);
  }
}
