package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real pgbouncer between Heed and PostgreSQL: it works, or is refused before it does harm. */
@NullUnmarked
class PoolerTest {
  private static final String WORDS =
      "found a connection pooler that gives each transaction another connection";

  @TempDir Path folder;

  private final String direct = TestDatabase.POSTGRESQL.newUrl(Path.of(""));

  @Test
  void one_that_keeps_a_connection_for_whoever_has_it_works() throws Exception {
    try (Pgbouncer pooler = Pgbouncer.start(direct, folder, "session");
        TestHeed heed = TestHeed.start(pooler.url(direct), folder, new TestClock(TestHeed.NOON))) {
      heed.drop("c.csv", "phone,from,message", "3125550110,Advising,Hello");
      assertThat(heed.run("import").done()).isTrue();
      assertThat(heed.run("nightly").counted()).anyMatch(line -> line.startsWith("1 texted"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "statement"})
  void one_that_does_not_is_refused_and_nothing_was_changed(String mode) throws Exception {
    try (Pgbouncer pooler = Pgbouncer.start(direct, folder, mode)) {
      refused(pooler);
      assertThatThrownBy(() -> ServerSchema.checkConnections(settings(pooler.url(direct)), "--to"))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageStartingWith("--to: " + WORDS);
    }
  }

  /** Its connections go round, so that two looks in a row seldom find the same one. */
  @Test
  void so_it_is_when_others_use_it_too() throws Exception {
    try (Pgbouncer pooler =
        Pgbouncer.start(direct, folder, "transaction", "server_round_robin = 1")) {
      CountDownLatch enough = new CountDownLatch(1);
      List<Thread> others = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        others.add(new Thread(() -> ask(pooler.url(direct), enough)));
      }
      others.forEach(Thread::start);
      refused(pooler);
      enough.countDown();
      for (Thread other : others) {
        other.join();
      }
    }
  }

  private static void ask(String url, CountDownLatch enough) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      while (enough.getCount() > 0) {
        statement.execute("select 1");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(Pgbouncer pooler) throws SQLException {
    assertThatThrownBy(
            () -> TestHeed.start(pooler.url(direct), folder, new TestClock(TestHeed.NOON)))
        .hasRootCauseInstanceOf(ConfigurationProblem.class)
        .rootCause()
        .hasMessageStartingWith("spring.datasource.url: " + WORDS);
    try (Connection connection = DriverManager.getConnection(direct)) {
      assertThat(ServerSchema.tables(connection)).isEmpty();
    }
  }

  private static DatabaseSettings settings(String url) {
    return new DatabaseSettings(url, "", "", null);
  }
}
