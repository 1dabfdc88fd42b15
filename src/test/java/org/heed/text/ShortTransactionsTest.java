package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night on PostgreSQL as the server sees it, with a gateway that takes its time. One transaction
 * that stayed open for it would keep every dead row of the night from being cleared away.
 */
@NullUnmarked
class ShortTransactionsTest {
  private static final String SEEN =
      """
      select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0) as oldest,
        count(*) as connections
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'
      """;
  private static final double LIMIT_SECONDS = 5;

  /** What operations.md counts with for each process. */
  private static final int CONNECTIONS = 10;

  @TempDir Path home;

  /**
   * What was seen.
   *
   * @param oldest seconds
   */
  private record Seen(double oldest, int connections, int looks) {
    Seen with(ResultSet row) throws SQLException {
      row.next();
      return new Seen(
          Math.max(oldest, row.getDouble(1)), Math.max(connections, row.getInt(2)), looks + 1);
    }
  }

  private static Seen watch(String url, AtomicBoolean over) {
    Seen seen = new Seen(0, 0, 0);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        try (ResultSet row = statement.executeQuery(SEEN)) {
          seen = seen.with(row);
        }
        statement.execute("select pg_sleep(0.02)");
      }
      return seen;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Seen night(boolean planted) throws Exception {
    String url = TestDatabase.POSTGRESQL.url(home);
    AtomicBoolean over = new AtomicBoolean();
    try (TestHeed heed =
        TestHeed.start(url, home, new TestClock(TestHeed.NOON), "--heed.delivery.concurrency=16")) {
      heed.drop(
          "c.csv",
          "phone,from,message\n"
              + String.join(
                  "\n",
                  IntStream.range(0, 320)
                      .mapToObj(i -> "+1312200" + (1000 + i) + ",Advising,Hello " + i)
                      .toList()));
      assertThat(heed.run("import").done()).isTrue();
      heed.gateway().setDelay(Duration.ofMillis(300));
      CompletableFuture<Seen> seen = CompletableFuture.supplyAsync(() -> watch(url, over));
      try (Connection open = DriverManager.getConnection(url);
          Statement statement = open.createStatement()) {
        if (planted) {
          open.setAutoCommit(false);
          statement.execute("select count(*) from message");
        }
        assertThat(heed.run("nightly").counted()).anyMatch(line -> line.startsWith("320 texted"));
        over.set(true);
        return seen.get();
      }
    }
  }

  @Test
  void no_transaction_of_a_night_is_open_for_long_and_connections_are_as_many_as_told()
      throws Exception {
    Seen seen = night(false);
    System.out.println("a night's oldest transaction and connections: " + seen);
    assertThat(seen.looks()).isGreaterThan(20);
    assertThat(seen.oldest()).isLessThan(LIMIT_SECONDS);
    assertThat(seen.connections()).isLessThanOrEqualTo(CONNECTIONS + 1);
  }

  @Test
  void one_that_stays_open_is_seen() throws Exception {
    assertThat(night(true).oldest()).isGreaterThan(LIMIT_SECONDS);
  }
}
