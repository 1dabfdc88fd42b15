package org.heed.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heed.HeedApplication;
import org.heed.Ran;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.heed.job.Runs;
import org.heed.storage.DatabaseHold;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Jobs at their times, on a clock that runs from a given time on. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@NullUnmarked
class ServeTest {
  private static final JobFile NIGHTLY =
      new JobFile("nightly", "nightly", "0 0 18 * * *", null, Map.of());
  private static final JobFile OFTEN =
      new JobFile("often", "import", "* * * * * *", null, Map.of());

  @Parameter TestDatabase database;
  @TempDir Path home;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private String url;
  private final RunningClock clock = new RunningClock();
  private ConfigurableApplicationContext context;
  private ConfigurableApplicationContext other;
  private Thread serving;

  @BeforeEach
  void newDatabase() {
    url = database.url(home);
  }

  @AfterEach
  void end() throws Exception {
    stop();
  }

  @Test
  void R7_held_texts_go_out_when_their_window_opens() throws Exception {
    start("2026-11-23T14:30:00Z");
    drop("people.csv", "student_id,mobile_phone\nS1,(312) 555-0110\n");
    drop("c.csv", "student_id,from,message\nS1,Advising,Good morning\n");
    run("import");
    assertThat(run("nightly")).containsEntry("held", 1L);
    clock.set("2026-11-23T14:59:59Z");
    serve(NIGHTLY);
    hear("nightly: held texts, next at 2026-11-23T09:00-06:00");
    hear("nightly: 1 texted");
  }

  @Test
  void a_dropped_file_is_taken_at_the_next_time() throws Exception {
    start("2026-11-23T18:00:00Z");
    serve(OFTEN);
    drop("people.csv", "student_id,mobile_phone\nS1,(312) 555-0110\n");
    hear("often: people.csv: 1 row of people taken");
    assertThat(home.resolve("reports/index.html"))
        .content()
        .contains("people.csv.receipt.txt\">Receipt");
    assertThat(heard).noneMatch(line -> line.contains("nothing was dropped"));
  }

  @Test
  void a_missed_time_is_made_up_for_once() throws Exception {
    start("2026-11-23T12:00:00Z");
    serve(NIGHTLY);
    hear("nightly: next at 2026-11-23T18:00-06:00");
    stop();
    start("2026-11-26T01:00:00Z");
    serve(NIGHTLY);
    hear("nightly: was due at 2026-11-25T18:00-06:00, is made up for now");
    hear("nightly: 0 texted");
    stop();
    start("2026-11-26T02:00:00Z");
    serve(NIGHTLY);
    hear("nightly: next at 2026-11-26T18:00-06:00");
    assertThat(heard).noneMatch(line -> line.contains("is made up for now"));
    context.getBean(DatabaseHold.class).hold("test");
    assertThat(context.getBean(Runs.class).latest(10))
        .singleElement()
        .satisfies(run -> assertThat(run.scheduledFor()).isEqualTo("2026-11-25"));
    context.getBean(DatabaseHold.class).release();
  }

  @Test
  void a_first_start_misses_nothing() throws Exception {
    start("2026-11-26T01:00:00Z");
    serve(NIGHTLY);
    hear("nightly: next at 2026-11-26T18:00-06:00");
    assertThat(heard).noneMatch(line -> line.contains("is made up for now"));
  }

  @Test
  void a_clock_that_is_set_forward_over_a_time_makes_it_due_at_once_and_once() throws Exception {
    start("2026-11-23T23:30:00Z");
    serve(NIGHTLY);
    hear("nightly: next at 2026-11-23T18:00-06:00");
    clock.set("2026-11-24T00:30:00Z");
    hear("nightly: 0 texted");
    hear("nightly: next at 2026-11-24T18:00-06:00");
    assertThat(runs()).containsExactly("2026-11-23");
  }

  @Test
  void a_clock_that_is_set_back_over_a_time_does_not_repeat_it() throws Exception {
    start("2026-11-23T23:00:00Z");
    clock.set("2026-11-23T23:59:50Z");
    serve(NIGHTLY);
    hear("nightly: 0 texted");
    clock.set("2026-11-23T23:30:00Z");
    hear("nightly: next at 2026-11-24T18:00-06:00");
    clock.set("2026-11-24T00:30:00Z");
    clock.set("2026-11-25T00:00:00Z");
    hear("nightly: 0 texted");
    assertThat(runs()).containsExactlyInAnyOrder("2026-11-23", "2026-11-24");
  }

  @Test
  void a_clock_that_is_set_back_before_a_time_puts_it_off() throws Exception {
    start("2026-11-23T23:00:00Z");
    clock.set("2026-11-23T23:58:55Z");
    serve(NIGHTLY, OFTEN);
    hear("nightly: next at 2026-11-23T18:00-06:00");
    drop("first.csv", "student_id,mobile_phone\nS0,(312) 555-0109\n");
    hear("often: first.csv: 1 row of people taken");
    clock.set("2026-11-23T22:59:55Z");
    drop("people.csv", "student_id,mobile_phone\nS1,(312) 555-0110\n");
    hear("often: people.csv: 1 row of people taken");
    drop("more.csv", "student_id,mobile_phone\nS2,(312) 555-0111\n");
    hear("often: more.csv: 1 row of people taken");
    clock.set("2026-11-23T23:59:59Z");
    hear("nightly: 0 texted");
    assertThat(heard)
        .filteredOn(line -> line.contains("nightly: 0 texted"))
        .singleElement()
        .asString()
        .startsWith("2026-11-23T18:0");
  }

  @Test
  void of_two_machines_each_time_is_ones_and_whoever_lives_goes_on() throws Exception {
    assumeThat(database).isEqualTo(TestDatabase.POSTGRESQL);
    start("2026-11-23T23:00:00Z");
    other = open(home.resolve("other"));
    clock.set("2026-11-23T23:59:50Z");
    serve(NIGHTLY);
    Serve second = other.getBean(Serve.class);
    Thread otherServing = served(second, NIGHTLY);
    hear("nightly: 0 texted");
    stop();
    context = other;
    clock.set("2026-11-24T23:59:55Z");
    hear("nightly: 0 texted");
    second.stop();
    otherServing.join(20_000);
    assertThat(runs()).containsExactlyInAnyOrder("2026-11-23", "2026-11-24");
  }

  private List<String> runs() {
    context.getBean(DatabaseHold.class).hold("test");
    try {
      return context.getBean(Runs.class).latest(10).stream()
          .map(run -> String.valueOf(run.scheduledFor()))
          .toList();
    } finally {
      context.getBean(DatabaseHold.class).release();
    }
  }

  private void start(String time) {
    heard.clear();
    told.clear();
    clock.set(time);
    context = open(home);
  }

  private ConfigurableApplicationContext open(Path folder) {
    return HeedApplication.application()
        .initializers(
            target -> ((GenericApplicationContext) target).registerBean(Clock.class, () -> clock))
        .run(
            "--heed.home=" + folder,
            "--spring.datasource.url=" + url,
            "--heed.time-zone=America/Chicago",
            "--heed.import.unchanged-for=0s",
            "--heed.senders[0].number=+12025550100",
            "--heed.senders[0].name=Advising");
  }

  private Map<String, Object> run(String kind) {
    return Ran.of(
            context.getBean(Jobs.class).run(kind, new JobRun(kind, Map.of(), null)).orElseThrow())
        .summary();
  }

  private void drop(String name, String content) throws IOException {
    Path part = Files.createDirectories(home.resolve("inbox")).resolve(name + ".part");
    Files.writeString(part, content);
    Files.move(part, home.resolve("inbox").resolve(name));
  }

  private void serve(JobFile... jobs) {
    serving = served(context.getBean(Serve.class), jobs);
  }

  private Thread served(Serve serve, JobFile... jobs) {
    Thread thread =
        new Thread(
            () -> {
              try {
                serve.run(List.of(jobs), told::add);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  private void hear(String words) throws InterruptedException {
    String line = "";
    while (!line.contains(words)) {
      line = told.poll(30, TimeUnit.SECONDS);
      assertThat(line).as("waiting for \"%s\" after %s", words, heard).isNotNull();
      heard.add(line);
    }
  }

  private void stop() throws InterruptedException {
    if (serving != null) {
      context.getBean(Serve.class).stop();
      serving.join(20_000);
      assertThat(serving.isAlive()).isFalse();
      serving = null;
    }
    if (context != null) {
      context.close();
      context = null;
    }
  }

  /** Runs on from the time it was set to. */
  private static final class RunningClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void set(String time) {
      ahead = Duration.between(Instant.now(), Instant.parse(time));
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
