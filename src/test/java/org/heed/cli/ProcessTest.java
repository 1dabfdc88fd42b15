package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heed as processes of their own: asked to end, started twice, and what they leave in the log. */
@NullUnmarked
class ProcessTest {
  private static final int MESSAGES = 300;

  @TempDir Path home;

  private HeldGateway gateway;

  @BeforeEach
  void gateway() throws IOException {
    gateway = new HeldGateway(20);
    TestDatabase.HSQLDB.url(home);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @Test
  void asked_to_end_a_run_finishes_what_is_in_flight_and_the_next_sends_the_rest()
      throws Exception {
    drop();
    assertThat(finish(heed("run", "import"))).isZero();

    Process first = heed("run", "nightly");
    assertThat(gateway.isFull()).isTrue();
    assertThat(finish(heed("run", "nightly"))).isEqualTo(3);
    assertThat(Files.readString(home.resolve("err")))
        .containsPattern("already running: nightly since \\S+T[\\d:]+\\+05:45 in process \\d+")
        .hasLineCount(1);
    assertThat(finish(heed("status"))).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("waiting to be sent", "running");
    first.destroy();
    gateway.goOn();
    assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(1);
    assertThat(gateway.texts()).hasSizeLessThan(MESSAGES);

    assertThat(finish(heed("run", "nightly"))).isZero();
    assertThat(gateway.texts().stream().map(text -> text.lines().findFirst().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MESSAGES).mapToObj(i -> "Hello " + i).toList());
    nothing_personal_is_in_the_log();
  }

  @Test
  void asked_to_end_a_run_whose_gateway_hangs_ends_in_time_and_sends_nothing_twice()
      throws Exception {
    drop();
    assertThat(finish(heed("run", "import"))).isZero();
    Process run = heed("run", "nightly");
    assertThat(gateway.isFull()).isTrue();
    run.destroy();
    assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    gateway.goOn();
    assertThat(finish(heed("run", "nightly"))).isZero();
    assertThat(gateway.texts()).doesNotHaveDuplicates().hasSizeBetween(MESSAGES - 8, MESSAGES);
  }

  @Test
  void serve_ends_in_order_when_asked_to() throws Exception {
    Path alive = home.resolve("alive");
    Process serve =
        heed("serve", "--alive=" + alive, "--heed.jobs=" + Path.of("jobs").toAbsolutePath());
    awaitLine("nightly: next at");
    assertThat(alive).exists();
    serve.destroy();
    assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("Heed has ended in order.");
    assertThat(alive).doesNotExist();
  }

  @Test
  void serve_tells_of_a_job_file_that_is_not_read_and_that_no_night_runs() throws Exception {
    Path jobs = Files.createDirectories(home.resolve("jobs"));
    Files.copy(Path.of("jobs/import.yml"), jobs.resolve("import.yml"));
    Files.copy(Path.of("jobs/nightly.yml"), jobs.resolve("nightly.yml.txt"));
    Process serve = heed("serve", "--heed.jobs=" + jobs);
    awaitLine("Heed is up: import");
    serve.destroy();
    assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(home.resolve("err")))
        .containsExactly(
            "heed: "
                + jobs.resolve("nightly.yml.txt")
                + " is not read: its name has to end in .yml",
            "heed: no job of the kind nightly has a cron: no text and no email is sent by itself");
  }

  @Test
  void in_a_container_standard_error_is_the_log() throws Exception {
    drop();
    assertThat(finish(heed("run", "import", "--logging.config=classpath:logback-container.xml")))
        .isZero();
    assertThat(Files.readAllLines(home.resolve("err")))
        .isNotEmpty()
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  \\[.*"));
    assertThat(home.resolve("logs/heed.log")).isEmptyFile();
  }

  private void drop() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/c.csv"),
        "phone,from,message\n"
            + IntStream.range(0, MESSAGES)
                .mapToObj(i -> "+1312200" + (1000 + i) + ",Advising,Hello " + i + "\n")
                .collect(Collectors.joining()));
  }

  private void nothing_personal_is_in_the_log() throws IOException {
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log))
            .isNotEmpty()
            .doesNotContain(HeldGateway.TOKEN, "Hello ")
            .doesNotContainPattern("\\+1312200\\d{4}");
      }
    }
  }

  private Process heed(String... words) throws IOException {
    return gateway.heed(home, words);
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void awaitLine(String words) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    try (java.nio.file.WatchService changes = home.getFileSystem().newWatchService()) {
      home.register(changes, java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(home.resolve("out")).contains(words)) {
        assertThat(System.nanoTime()).isLessThan(giveUp);
        java.nio.file.WatchKey key = changes.poll(200, TimeUnit.MILLISECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }
}
