package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Gate;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.job.BatchRuns;
import org.heed.night.NightWorker;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A night whose texts several processes send; here each is an application of its own. */
@NullUnmarked
abstract class WorkersNight {
  static final int MESSAGES = 400;
  static final int SOME = 40;
  static final String LANES_OF_OTHERS = "lane l join worker w on w.id = l.owner";

  @TempDir Path home;
  final TestClock clock = new TestClock(TestHeed.NOON);
  final ExecutorService processes = Executors.newCachedThreadPool();
  final List<TestHeed> all = new ArrayList<>();
  final Gate gate = new Gate(SOME);
  SandboxGateway sandbox;
  Middleman gateway;
  String url;
  TestHeed manager;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
    gateway = new Middleman(sandbox.baseUrl());
    url = TestDatabase.POSTGRESQL.url(home);
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
    gate.open();
    all.forEach(heed -> heed.bean(BatchRuns.class).stop());
    processes.shutdown();
    assertThat(processes.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    all.forEach(TestHeed::close);
    gateway.close();
    sandbox.close();
  }

  List<TestHeed> workers(int count) {
    List<TestHeed> workers = IntStream.range(0, count).mapToObj(i -> worker("worker" + i)).toList();
    await(() -> manager.bean(Workers.class).all().size() == count);
    return workers;
  }

  TestHeed worker(String name) {
    TestHeed heed = heed(name);
    work(heed);
    return heed;
  }

  void work(TestHeed heed) {
    Callable<Void> work =
        () -> {
          heed.bean(NightWorker.class)
              .run(8, 256, line -> {}, heed.bean(BatchRuns.class)::stopping);
          return null;
        };
    Future<Void> unused = processes.submit(work);
  }

  TestHeed heed(String name) {
    return heed(name, gateway.baseUrl());
  }

  TestHeed heed(String name, URI to) {
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

  Fate waiting() {
    gate.pass();
    return Fate.PASS;
  }

  /** So that a pause comes before the end. */
  Fate slowly() {
    try {
      TimeUnit.MILLISECONDS.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Fate.PASS;
  }

  static void await(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - giveUp).as("it never came").isNegative();
      Thread.onSpinWait();
    }
  }

  static String phone(int i) {
    return "+1312555%04d".formatted(i);
  }

  Map<Long, Long> textsByBlock() {
    return manager
        .jdbc
        .queryForList("select id / 1000000000 from attempt where status = 'SENT'", Long.class)
        .stream()
        .collect(Collectors.groupingBy(block -> block, Collectors.counting()));
  }

  void nobody_has_lanes() {
    assertThat(manager.count("lane where owner is not null")).isZero();
  }

  void each_text_left_once() {
    assertThat(
            gateway.posts().stream()
                .map(post -> post.form().get("Body").lines().findFirst().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES);
  }
}
