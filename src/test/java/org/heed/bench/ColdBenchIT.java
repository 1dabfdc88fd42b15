package org.heed.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.heed.text.BareGateway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole commands of the distribution, cold, through its launcher, in turn with what people would
 * write instead. Gateway and mail server are processes of their own. Prints, and asserts no time.
 */
@Tag("bench")
@NullUnmarked
class ColdBenchIT {
  private static final int[] SIZES =
      Arrays.stream(System.getProperty("bench.sizes", "1000,20000").split(",", -1))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int PAIRS = Integer.getInteger("bench.pairs", 5);

  @TempDir Path folder;
  private final List<Process> servers = new ArrayList<>();
  private Path heed;
  private String gateway;
  private String mail;
  private int homes;

  @BeforeEach
  void start() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Process tar =
          new ProcessBuilder("tar", "xzf", archive.toAbsolutePath().toString())
              .directory(folder.toFile())
              .start();
      assertThat(tar.waitFor()).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      heed = files.findFirst().orElseThrow().resolve("bin/heed");
    }
    gateway = "http://127.0.0.1:" + server(BareGateway.class);
    mail = server(BareMail.class);
  }

  @AfterEach
  void stop() {
    servers.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @EnumSource
  void a_night_of_texts_and_what_is_asked_after_it(TestDatabase database) throws Exception {
    Rivals rivals = Rivals.in(Path.of("target/bench"));
    for (int size : SIZES) {
      List<Measured> nights = new ArrayList<>();
      List<Measured> scripts = new ArrayList<>();
      List<Measured> status = new ArrayList<>();
      List<Measured> person = new ArrayList<>();
      for (int pair = 0; pair <= PAIRS; pair++) {
        Path home = home("campaign.csv", size, ColdBenchIT::text);
        String url = "--spring.datasource.url=" + database.newUrl(home);
        Measured night = heed(home, "run", "import", url).and(heed(home, "run", "nightly", url));
        Measured asked = heed(home, "status", url);
        Measured told = heed(home, "person", "+13125550000", url);
        if (pair > 0) {
          // The first of all makes what the launcher keeps.
          nights.add(night);
          status.add(asked);
          person.add(told);
          if (rivals != null) {
            Path file = home("campaign.csv", size, ColdBenchIT::text).resolve("inbox/campaign.csv");
            scripts.add(
                rivals.run(
                    file.getParent(),
                    "texts.mjs",
                    gateway,
                    file.toString(),
                    file.resolveSibling("db").toString()));
          }
        }
      }
      String what = database + ", " + size + " texts";
      print(what + ": import and night", nights, scripts);
      print(what + ": status", status, List.of());
      print(what + ": person", person, List.of());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void a_night_of_emails(TestDatabase database) throws Exception {
    Rivals rivals = Rivals.in(Path.of("target/bench"));
    int size = Math.min(5000, Arrays.stream(SIZES).max().orElseThrow());
    List<Measured> nights = new ArrayList<>();
    List<Measured> scripts = new ArrayList<>();
    for (int pair = 0; pair <= PAIRS; pair++) {
      Path home = home("campaign.csv", size, ColdBenchIT::letter);
      String url = "--spring.datasource.url=" + database.newUrl(home);
      heed(home, "run", "import", url);
      Measured night = heed(home, "run", "nightly", url);
      if (pair > 0) {
        nights.add(night);
        if (rivals != null) {
          Path file = home("campaign.csv", size, ColdBenchIT::letter).resolve("inbox/campaign.csv");
          scripts.add(rivals.run(file.getParent(), "mails.mjs", mail, file.toString()));
        }
      }
    }
    print(database + ", " + size + " emails: night", nights, scripts);
  }

  private static String text(int n) {
    return n < 0
        ? "phone,from,message"
        : "+1312%07d,Advising,\"Hello, number %d\"".formatted(n + 5550000, n);
  }

  private static String letter(int n) {
    return n < 0
        ? "student_id,email,from,message"
        : "S%1$d,s%1$d@example.edu,Advising,\"Hello, number %1$d\"".formatted(n);
  }

  private Path home(String name, int rows, IntFunction<String> row) throws IOException {
    Path home = folder.resolve("home" + ++homes);
    Files.createDirectories(home.resolve("inbox"));
    Files.write(
        home.resolve("inbox").resolve(name), IntStream.range(-1, rows).mapToObj(row).toList());
    return home;
  }

  private Measured heed(Path home, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(heed.toString()));
    command.addAll(List.of(words));
    command.addAll(
        List.of(
            "--heed.home=" + home,
            "--heed.import.unchanged-for=0s",
            "--heed.twilio.base-url=" + gateway,
            "--heed.delivery.concurrency=64",
            "--heed.delivery.quiet-hours=off",
            "--heed.mail.from=texts@example.edu",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + mail,
            "--heed.senders[0].number=" + TestHeed.ADVISING,
            "--heed.senders[0].name=Advising"));
    return Measured.of(home, Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), command);
  }

  private String server(Class<?> main) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                "target/test-classes",
                main.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    servers.add(process);
    return new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII)).readLine();
  }

  private static void print(String what, List<Measured> ours, List<Measured> theirs) {
    Measured own = Measured.median(ours);
    System.out.printf(
        Locale.ROOT,
        "%-45s %7.2f s %7.2f s of CPU %5d MB   load %.1f, medians of %d%n",
        what,
        own.seconds(),
        own.cpu(),
        own.megabytes(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        ours.size());
    if (!theirs.isEmpty()) {
      Measured other = Measured.median(theirs);
      System.out.printf(
          Locale.ROOT,
          "%-45s %7.2f s %7.2f s of CPU %5d MB   ratios %.2f and %.2f%n",
          "  the script",
          other.seconds(),
          other.cpu(),
          other.megabytes(),
          own.seconds() / other.seconds(),
          own.cpu() / other.cpu());
    }
  }
}
