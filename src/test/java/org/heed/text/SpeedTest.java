package org.heed.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Gateway;
import org.heed.gateway.Text;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How long 20,000 texts take with 64 in flight and a gateway that answers in 20 ms, beside a bare
 * loop of the same client.
 */
@Tag("bench")
@NullUnmarked
class SpeedTest {
  private static final int TEXTS = 20_000;
  private static final int CONCURRENCY = 64;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  @TempDir Path home;
  private Process server;
  private int port;

  @BeforeEach
  void startServer() throws IOException {
    Path classes =
        Path.of(
            URI.create(
                BareGateway.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    server =
        java(classes.toString(), "-Xmx128m", BareGateway.class)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    port =
        Integer.parseInt(
            new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII))
                .readLine());
  }

  @AfterEach
  void stopServer() {
    server.destroy();
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void twenty_thousand_texts_take_at_most_a_third_longer_than_a_bare_loop(TestDatabase database)
      throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> night = new ArrayList<>();
    try (TestHeed heed =
        TestHeed.start(
            database,
            home,
            "--heed.twilio.base-url=http://127.0.0.1:" + port,
            "--heed.delivery.concurrency=" + CONCURRENCY)) {
      heed.drop("people.csv", people());
      for (int round = 1; round <= ROUNDS; round++) {
        double before = cpu();
        bare.add(bareLoop(heed.bean(Gateway.class)));
        double bareCpu = cpu() - before;
        heed.drop("texts-" + round + ".csv", texts(round));
        heed.run("import");
        before = cpu();
        Ran result = heed.run("nightly");
        assertThat(result.summary()).containsEntry("texted", (long) TEXTS);
        night.add(seconds());
        print(
            "%s round %d: bare %.2f s (%.1f s of CPU), night %.2f s (%.1f s of CPU)%n",
            database, round, last(bare), bareCpu, last(night), cpu() - before);
      }
      steps(heed);
    }
    double ratio = median(night) / median(bare);
    print(
        "%s medians: bare %.2f s, night %.2f s, ratio %.2f%n",
        database, median(bare), median(night), ratio);
    assertThat(ratio).isLessThan(1.3);
  }

  @ParameterizedTest
  @EnumSource
  void the_first_night_of_a_process(TestDatabase database) throws Exception {
    String url = database.newUrl(home);
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      heed.drop("people.csv", people());
      heed.drop("texts.csv", texts(1));
      heed.run("import");
    }
    Process night =
        java(
                System.getProperty("java.class.path"),
                "-Xmx256m",
                ColdNight.class,
                url,
                home.toString(),
                String.valueOf(port))
            .redirectErrorStream(true)
            .start();
    String said = new String(night.getInputStream().readAllBytes(), US_ASCII);
    assertThat(night.waitFor()).as(said).isZero();
    print("%s in a process of its own: %.2f s%n%s%n", database, seconds(), said);
  }

  private static ProcessBuilder java(
      String classes, String memory, Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-cp",
                classes,
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private double bareLoop(Gateway gateway) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CONCURRENCY);
    for (int i = 0; i < TEXTS; i++) {
      Text text = new Text(new PhoneNumber(TestHeed.ADVISING), number(i), "Hello, number " + i);
      pool.execute(() -> gateway.send(text));
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    return seconds();
  }

  /** Between the first and the last text at the server since it was asked last. */
  private double seconds() throws Exception {
    String[] figures =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/figures")).build(),
                BodyHandlers.ofString())
            .body()
            .split(" ", -1);
    assertThat(figures[0]).isEqualTo(String.valueOf(TEXTS));
    return Long.parseLong(figures[1]) / 1e9;
  }

  /** What this process has used so far; unlike a clock it does not see what else runs here. */
  private static double cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static void steps(TestHeed heed) {
    heed.jdbc.query(
        """
        select i.job_name, s.step_name, s.start_time, s.end_time from batch_step_execution s
        join batch_job_execution e on e.job_execution_id = s.job_execution_id
        join batch_job_instance i on i.job_instance_id = e.job_instance_id
        order by s.step_execution_id
        """,
        row -> {
          print(
              "%-8s %-8s %6d ms%n",
              row.getString(1),
              row.getString(2),
              row.getTimestamp(4).getTime() - row.getTimestamp(3).getTime());
        });
  }

  private static String[] people() {
    String[] lines = new String[TEXTS + 1];
    lines[0] = "student_id,first_name,email,mobile_phone";
    for (int i = 0; i < TEXTS; i++) {
      lines[i + 1] = "S" + i + ",Pat,s" + i + "@example.edu," + number(i).e164();
    }
    return lines;
  }

  private static String[] texts(int round) {
    String[] lines = new String[TEXTS + 1];
    lines[0] = "student_id,from,message";
    for (int i = 0; i < TEXTS; i++) {
      lines[i + 1] =
          "S"
              + i
              + ","
              + (i % 2 == 0 ? "Advising" : "Bursar")
              + ",Hello {{first_name}} for the "
              + round
              + ". time";
    }
    return lines;
  }

  private static PhoneNumber number(int i) {
    return new PhoneNumber("+1312" + (2_000_000 + i));
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static double last(List<Double> times) {
    return times.get(times.size() - 1);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
