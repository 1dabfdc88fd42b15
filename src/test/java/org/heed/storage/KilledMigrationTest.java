package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.heed.Java;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A migration of the embedded database is killed anywhere, and the next start works. */
@NullUnmarked
class KilledMigrationTest {
  /** More take longer: {@code -Dkills=20}. */
  private static final int POINTS = Integer.getInteger("kills", 6);

  private static final int STATEMENTS = 80;
  private static final int ROWS = 500;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_migration_killed_anywhere_is_made_by_the_next_start(boolean data) throws Exception {
    Set<String> at = new HashSet<>();
    for (int point = 1; point <= POINTS; point++) {
      Path folder = Files.createDirectories(home.resolve("db" + point));
      if (data) {
        older(folder);
      }
      // The first changes come with the opening, most with the statements, the last with the end.
      Process child = child(folder, 1 + STATEMENTS / POINTS * (point - 1));
      assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(child.exitValue()).isIn(0, 137);
      at.add(child.exitValue() + " " + signature(folder));
      bring(folder);
      try (HikariDataSource pool = pool(folder)) {
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        assertThat(jdbc.queryForObject("select count(*) from id_block", Integer.class)).isOne();
        assertThat(jdbc.queryForObject("select count(*) from phone", Integer.class))
            .isEqualTo(data ? ROWS : 0);
      }
    }
    assertThat(at).hasSizeGreaterThan(POINTS / 2);
  }

  @ParameterizedTest
  @EnumSource
  void a_schema_newer_than_the_program_is_refused(TestDatabase database) {
    String url = database.newUrl(home);
    TestClock clock = new TestClock(TestHeed.NOON);
    try (TestHeed heed = TestHeed.start(url, home, clock)) {
      heed.jdbc.update(
          "update \"flyway_schema_history\" set \"version\" = '99', \"script\" = 'V99__later.sql'"
              + " where \"version\" = '7'");
    }
    assertThatThrownBy(() -> TestHeed.start(url, home, clock))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("found a database of schema version 99, expected at most ")
        .hasMessageContaining("a newer Heed");
  }

  /** As the version before left it, with rows. */
  private static void older(Path folder) {
    try (HikariDataSource pool = pool(folder)) {
      flyway(pool, "2").migrate();
      JdbcTemplate jdbc = new JdbcTemplate(pool);
      for (int i = 0; i < ROWS; i++) {
        jdbc.update("insert into phone (number) values (?)", "+1312555" + (1000 + i));
      }
      jdbc.execute("shutdown");
    }
  }

  /** What a start does before anything else. */
  private static void bring(Path folder) throws IOException {
    DatabaseFiles files = new DatabaseFiles(folder.resolve("heed"), "SA", "");
    Schema.finish(files);
    try (HikariDataSource pool = pool(folder)) {
      if (!Schema.isBehind(flyway(pool, "latest"))) {
        return;
      }
      new JdbcTemplate(pool).execute("shutdown");
    }
    String url = url(folder);
    Schema.renew(files, flyway(pool(folder), "latest"), url.substring(url.indexOf(';')));
    try (HikariDataSource pool = pool(folder)) {
      flyway(pool, "latest").migrate();
    }
  }

  private static Flyway flyway(HikariDataSource pool, String target) {
    return Flyway.configure()
        .dataSource(pool)
        .target(target)
        .locations("classpath:db/migration/batch/hsqldb", "classpath:db/migration/heed")
        .load();
  }

  private static HikariDataSource pool(Path folder) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url(folder));
    pool.setUsername("SA");
    pool.setMaximumPoolSize(4);
    pool.setMinimumIdle(0);
    return pool;
  }

  private static String url(Path folder) {
    return "jdbc:hsqldb:file:"
        + folder
        + "/heed;shutdown=true;hsqldb.lock_file=false;hsqldb.tx=mvcc;hsqldb.write_delay=false;"
        + "hsqldb.default_table_type=cached";
  }

  private static Process child(Path folder, int point) throws IOException {
    List<String> command = Java.command(KilledMigrationTest.class.getName(), "-XX:+UseSerialGC");
    command.addAll(List.of(folder.toString(), String.valueOf(point)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolveSibling(folder.getFileName() + ".out").toFile())
        .start();
  }

  /** A folder, and at the how manyth change of its files this process kills itself. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int point = Integer.parseInt(arguments[1]);
    Thread killer = new Thread(() -> killAt(folder, point), "killer");
    killer.setDaemon(true);
    killer.start();
    bring(folder);
  }

  private static void killAt(Path folder, int point) {
    String last = signature(folder);
    int changes = 0;
    while (changes < point) {
      String now = signature(folder);
      changes += now.equals(last) ? 0 : 1;
      last = now;
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    try {
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted().toList();
      return all.stream()
          .map(file -> folder.relativize(file) + " " + file.toFile().length())
          .collect(Collectors.joining(", "));
    } catch (IOException | UncheckedIOException e) {
      return "changing";
    }
  }
}
