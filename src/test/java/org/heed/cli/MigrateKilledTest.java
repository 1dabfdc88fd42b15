package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.heed.Java;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.report.MillionRows;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A move whose process is killed anywhere, twice, loses no row and doubles none. */
@NullUnmarked
class MigrateKilledTest {
  private static final int TEXTS = Integer.getInteger("bench.texts", 1_000_000);
  private static final String MOVED =
      "select (select count(*) from message) + (select count(*) from attempt)";
  private static final List<String> SUMS =
      List.of(
          "select count(*), count(distinct line), sum(person_id), sum(char_length(body)) from"
              + " message",
          "select count(*), count(distinct message_id), sum(error_code),"
              + " sum(char_length(gateway_id)) from attempt",
          "select count(*), count(distinct lane), sum(char_length(email)) from person",
          "select count(*), max(number) from phone");

  @TempDir Path home;
  private String old;
  private String url;
  private JdbcTemplate there;
  private String peak = "";

  @Test
  void a_move_killed_twice_goes_on_and_ends() throws Exception {
    long seed = Long.getLong("migrate.seed", System.nanoTime());
    Random random = new Random(seed);
    int texts = 12_000;
    plant(texts);
    List<List<String>> before = sums(old);
    int first = random.nextInt(texts);
    int second = first + random.nextInt(2 * texts - first);
    System.out.println("-Dmigrate.seed=" + seed + ": killed at " + first + " and " + second);
    killed(first, "-Xmx512m");
    killed(second, "-Xmx512m");
    assertThat(finish(migrate("-Xmx512m"))).as(text("err")).isZero();
    assertThat(text("out")).contains("audit finds the same on both sides: 1 violation.");
    assertThat(sums(url)).isEqualTo(before);
  }

  /** How long it takes, and in how much memory, with two kills on its way. */
  @Test
  @Tag("bench")
  void measured() throws Exception {
    long start = System.nanoTime();
    plant(TEXTS);
    print("%,d texts planted in %.0f s, %,d MB", TEXTS, seconds(start), size() / 1_000_000);
    List<List<String>> before = sums(old);
    killed(TEXTS / 2, "-Xmx512m");
    killed(TEXTS * 3 / 2, "-Xmx512m");
    start = System.nanoTime();
    assertThat(finish(migrate("-Xmx512m"))).as(text("err")).isZero();
    print("the rest after two kills, compared and audited: %.0f s; %s", seconds(start), peak);
    assertThat(sums(url)).isEqualTo(before);
    Files.delete(home.resolve("db/heed.moved"));
    url = TestDatabase.POSTGRESQL.newUrl(home);
    there = new JdbcTemplate(new DriverManagerDataSource(url));
    start = System.nanoTime();
    assertThat(finish(migrate("-Xmx512m"))).as(text("err")).isZero();
    long bytes = there.queryForObject("select pg_database_size(current_database())", Long.class);
    print(
        "without kills: %.0f s, %,d MB there, %.1f MB/s; %s",
        seconds(start), bytes / 1_000_000, bytes / 1e6 / seconds(start), peak);
    print("%s", text("err"));
    print("%s", text("out"));
  }

  private void plant(int texts) {
    old = TestDatabase.HSQLDB.newUrl(home);
    url = TestDatabase.POSTGRESQL.newUrl(home);
    there = new JdbcTemplate(new DriverManagerDataSource(url));
    try (TestHeed heed = TestHeed.start(old, home, new TestClock(TestHeed.NOON))) {
      new MillionRows(heed).add(texts);
    }
  }

  private static List<List<String>> sums(String url) {
    DriverManagerDataSource database = new DriverManagerDataSource(url);
    if (url.startsWith("jdbc:hsqldb:")) {
      database.setUsername("SA");
    }
    JdbcTemplate jdbc = new JdbcTemplate(database);
    return SUMS.stream().map(sql -> jdbc.queryForObject(sql, MigrateKilledTest::row)).toList();
  }

  private static List<String> row(ResultSet row, int number) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.add(row.getString(i));
    }
    return values;
  }

  /** Kills it as soon as so many rows are there. */
  private void killed(long rows, String... options) throws Exception {
    Process process = migrate(options);
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
    while (moved() < Math.max(1, rows)) {
      assertThat(process.isAlive()).as(text("err") + text("out")).isTrue();
      assertThat(System.nanoTime()).isLessThan(giveUp);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(137);
  }

  private long moved() {
    try {
      return there.queryForObject(MOVED, Long.class);
    } catch (DataAccessException notThereYet) {
      return 0;
    }
  }

  private Process migrate(String... options) throws IOException {
    List<String> command = Java.heed(options);
    command.addAll(
        List.of(
            "migrate",
            "--to=" + url.substring(0, url.indexOf('?')),
            "--user=postgres",
            "--heed.home=" + home,
            "--heed.lease=10s"));
    return new ProcessBuilder(command)
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }

  private int finish(Process process) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(30);
    while (process.isAlive() && System.nanoTime() < giveUp) {
      Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
      try (Stream<String> lines = Files.lines(status)) {
        lines.filter(line -> line.startsWith("VmHWM")).forEach(line -> peak = line);
      } catch (IOException over) {
        break;
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String text(String name) throws IOException {
    return Files.readString(home.resolve(name));
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("db"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void print(String words, Object... values) {
    System.out.println(String.format(Locale.ENGLISH, words, values));
  }
}
