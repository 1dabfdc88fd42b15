package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.ResultSetExtractor;

/** How long a report of a million rows takes, and in how little memory. */
@Tag("bench")
@NullUnmarked
class ReportSpeedTest {
  private static final int TEXTS = Integer.getInteger("bench.texts", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void a_million_rows_take_at_most_half_longer_than_a_bare_loop_and_fit_in_256_MB(
      TestDatabase database) throws Exception {
    String url = database.newUrl(home);
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      long start = System.nanoTime();
      new MillionRows(heed).add(TEXTS);
      print("%s: %,d texts added in %.0f s%n", database, TEXTS, seconds(start));
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Duser.timezone=America/Chicago",
                "-cp",
                System.getProperty("java.class.path"),
                ReportChild.class.getName(),
                url,
                home.toString(),
                "formats=csv",
                "formats=xlsx",
                "formats=html",
                "formats=html error-code=21610",
                "since=last",
                "since=last")
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    print("%s in a process of its own:%n%s", database, said);

    List<Double> bare = new ArrayList<>();
    List<Double> report = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      for (int round = 0; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        bareLoop(heed);
        double bareTime = seconds(start);
        start = System.nanoTime();
        report(heed);
        double reportTime = seconds(start);
        print("%s round %d: bare %.2f s, report %.2f s%n", database, round, bareTime, reportTime);
        if (round > 0) {
          bare.add(bareTime);
          report.add(reportTime);
          ratios.add(reportTime / bareTime);
        }
      }
    }
    double ratio = median(ratios);
    print(
        "%s medians: bare %.2f s, report %.2f s, ratio %.2f%n",
        database, median(bare), median(report), ratio);
    assertThat(ratio).isLessThan(1.5);
  }

  private void report(TestHeed heed) {
    Path file = home.resolve("report.csv");
    About about =
        new About("", TestHeed.NOON, java.time.ZoneId.of("America/Chicago"), java.util.Map.of());
    Filters filters = heed.bean(FilterReader.class).read(java.util.Map.of(), TestHeed.NOON, null);
    try (ReportFile out = Format.CSV.begin(file, ReportFiles.MESSAGES, about)) {
      heed.bean(ReportFiles.class).messages(ReportFiles.MESSAGES, out, filters.messages(), null);
      out.finish();
      assertThat(out.rows()).isEqualTo(TEXTS);
    }
  }

  /** The same pages, printed as they come. */
  private void bareLoop(TestHeed heed) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(home.resolve("bare.csv"));
        CSVPrinter csv = new CSVPrinter(out, CSVFormat.DEFAULT)) {
      long most = heed.jdbc.queryForObject("select max(id) from message", Long.class);
      for (long last = 0; last < most; last += ReportFiles.PAGE) {
        heed.jdbc.query(
            ReportFiles.MESSAGE_PAGE.formatted(""),
            (ResultSetExtractor<Void>)
                rows -> {
                  try {
                    csv.printRecords(rows);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                  return null;
                },
            last,
            last + ReportFiles.PAGE);
      }
    }
    try (var lines = Files.lines(home.resolve("bare.csv"))) {
      assertThat(lines).hasSize(TEXTS);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
