package org.heed.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.heed.text.BareGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One night's texts by as many workers as there are to be, each a process of its own, as the
 * gateway counts them. Prints, and asserts no time.
 */
@Tag("bench")
@NullUnmarked
class ScaleBenchIT {
  private static final int[] WORKERS =
      Arrays.stream(System.getProperty("bench.workers", "0,1,2,4").split(",", -1))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int GATEWAY_MILLIS = Integer.getInteger("bench.gateway.millis", 100);
  private static final int EACH = Integer.getInteger("bench.each", 32);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 20);
  private static final int RATE = Integer.getInteger("bench.rate", 100);
  private static final int WINDOW_MILLIS = 10_000;

  @TempDir Path folder;
  private final List<Process> running = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private URI gateway;
  private int homes;

  @BeforeEach
  void start() throws IOException {
    Process process =
        new ProcessBuilder(
                java(),
                "-Xmx256m",
                "-cp",
                "target/test-classes",
                BareGateway.class.getName(),
                String.valueOf(GATEWAY_MILLIS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    running.add(process);
    gateway = URI.create("http://127.0.0.1:" + line(process));
  }

  @AfterEach
  void stop() {
    running.forEach(Process::destroyForcibly);
  }

  @Test
  void texts_a_second_by_the_number_of_workers() throws Exception {
    double one = 0;
    for (int workers : WORKERS) {
      int processes = Math.max(1, workers);
      int size = processes * EACH * SECONDS * 1000 / GATEWAY_MILLIS;
      night(workers, size, "--heed.delivery.concurrency=" + processes * EACH);
      String[] figures = ask("/figures").split(" ", -1);
      double aSecond = Double.parseDouble(figures[0]) / Double.parseDouble(figures[1]) * 1e9;
      one = workers == 1 ? aSecond : one;
      System.out.printf(
          Locale.ROOT,
          "%d workers: %s texts, %7.1f a second%s   load %.1f%n",
          workers,
          figures[0],
          aSecond,
          one == 0 ? "" : String.format(Locale.ROOT, ", %.2f times one", aSecond / one),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  @Test
  void one_senders_rate_over_all_workers() throws Exception {
    int workers = Arrays.stream(WORKERS).max().orElseThrow();
    night(
        workers,
        RATE * SECONDS * 2,
        "--heed.delivery.concurrency=" + workers * EACH,
        "--heed.senders[0].messages-per-second=" + RATE);
    long[] at = Stream.of(ask("/arrivals").split("\n", -1)).mapToLong(Long::parseLong).toArray();
    Arrays.sort(at);
    int most = 0;
    int from = 0;
    for (int i = 0; i < at.length; i++) {
      while (at[i] - at[from] >= WINDOW_MILLIS) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    double inAll = (at.length - 1) * 1000.0 / (at[at.length - 1] - at[0]);
    System.out.printf(
        Locale.ROOT,
        "%d workers, one sender at %d a second: at most %.1f in any 10 s, %.1f over all"
            + " (%.3f and %.3f of it)%n",
        workers,
        RATE,
        most / 10.0,
        inAll,
        most / 10.0 / RATE,
        inAll / RATE);
  }

  private void night(int workers, int size, String... more) throws Exception {
    Path home = folder.resolve("home" + ++homes);
    Files.createDirectories(home.resolve("inbox"));
    Files.write(
        home.resolve("inbox/c.csv"),
        Stream.concat(
                Stream.of("phone,from,message"),
                IntStream.range(2_000_000, 2_000_000 + size)
                    .mapToObj("+1312%1$07d,Advising,\"Hello, number %1$d\""::formatted))
            .toList());
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + TestDatabase.POSTGRESQL.newUrl(home),
                "--heed.import.unchanged-for=0s",
                "--heed.twilio.base-url=" + gateway,
                "--heed.delivery.quiet-hours=off",
                "--heed.senders[0].number=" + TestHeed.ADVISING,
                "--heed.senders[0].name=Advising"));
    settings.addAll(List.of(more));
    assertThat(heed(home, settings, "run", "import").waitFor()).isZero();
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Process worker =
          heed(folder.resolve("worker" + homes + i), settings, "worker", "--concurrency=" + EACH);
      all.add(worker);
      assertThat(line(worker)).contains("up");
    }
    ask("/figures");
    assertThat(heed(home, settings, "run", "nightly").waitFor()).isZero();
    for (Process worker : all) {
      worker.destroy();
      assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process heed(Path home, List<String> settings, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(java(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", "target/heed.jar"));
    command.addAll(List.of(words));
    command.addAll(settings);
    command.add("--heed.home=" + home);
    Files.createDirectories(home);
    Process process =
        new ProcessBuilder(command)
            .redirectError(home.resolve("said." + words[0]).toFile())
            .start();
    running.add(process);
    return process;
  }

  private String ask(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(gateway.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String line(Process process) throws IOException {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII)).readLine();
  }
}
