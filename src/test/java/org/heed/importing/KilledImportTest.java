package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.Java;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import whose process is killed loses no row and doubles none. */
@NullUnmarked
class KilledImportTest {
  private static final int ROWS = 8_000;
  private static final long HSQLDB_LOG_BYTES = 900_000;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void a_killed_import_goes_on_without_a_row_lost_or_doubled(TestDatabase database)
      throws Exception {
    String url = database.newUrl(home);
    Files.createDirectories(home.resolve("inbox"));
    Files.write(home.resolve("inbox/fall.csv"), List.of(RestartTest.campaign(ROWS)));
    long reached = 0;
    for (int kill = 0; kill < 2; kill++) {
      killWhileLoading(url, reached);
      try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
        Map<String, Object> file =
            heed.jdbc.queryForMap("select state, loaded_line, accepted_count from import_file");
        assertThat(file).containsEntry("state", "LOADING");
        long loaded = ((Number) file.get("loaded_line")).longValue();
        assertThat(loaded).isGreaterThan(reached).isLessThan(ROWS);
        assertThat((long) heed.count("message"))
            .isEqualTo(((Number) file.get("accepted_count")).longValue());
        reached = loaded;
      }
    }
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      assertThat(heed.run("import").problem()).isNull();
      RestartTest.assertRows(heed, "fall", ROWS);
      assertThat(heed.run("import").lines()).containsExactly("nothing was dropped");
    }
  }

  private void killWhileLoading(String url, long reached) throws Exception {
    List<String> command = Java.heed();
    command.addAll(
        List.of(
            "run",
            "import",
            "--heed.home=" + home,
            "--spring.datasource.url=" + url,
            "--heed.import.unchanged-for=0s",
            "--heed.lease=2s",
            "--heed.senders[0].number=" + TestHeed.ADVISING,
            "--heed.senders[0].name=Advising"));
    Process running =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out").toFile())
            .start();
    try {
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (!isLoading(url, reached)) {
        assertThat(running.isAlive()).as(Files.readString(home.resolve("out"))).isTrue();
        assertThat(System.nanoTime()).isLessThan(giveUp);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    } finally {
      running.destroyForcibly();
      assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** HSQLDB is one process's at a time: only its log's growth can be seen from here. */
  private boolean isLoading(String url, long reached) throws IOException {
    if (url.startsWith("jdbc:hsqldb:")) {
      Path log = home.resolve("db/heed.log");
      return Files.exists(log) && Files.size(log) > HSQLDB_LOG_BYTES;
    }
    try (var connection = DriverManager.getConnection(url);
        var query = connection.createStatement();
        ResultSet line = query.executeQuery("select max(loaded_line) from import_file")) {
      return line.next() && line.getLong(1) > reached + 1000;
    } catch (SQLException notThereYet) {
      return false;
    }
  }
}
