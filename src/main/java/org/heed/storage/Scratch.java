package org.heed.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A copy of what is stored, to try work on that stores: nothing of it stays, and nobody else sees
 * it. Of the embedded database the files are copied; in PostgreSQL temporary tables hide the ones
 * that are written, in a transaction that is rolled back.
 */
public final class Scratch {
  private static final List<String> COPIED =
      List.of(
          "person",
          "phone",
          "listing",
          "consent_turn",
          "consent_event",
          "pair",
          "import_file",
          "campaign");
  // From the first message on that is still open, or was tried not long ago (R12).
  private static final String MESSAGES =
      """
      insert into message select * from "%1$s".message where id >= least(
        (select min(id) from "%1$s".message
          where %2$s),
        (select min(message_id) from "%1$s".attempt where coalesce(ended_at, attempted_at) >= ?))
      """;
  private static final String WORDS =
      """
      insert into message_words select * from "%1$s".message_words
      where message_id >= (select min(id) from message)
      """;
  private static final List<String> EMPTY =
      List.of("consent_row", "rejected_row", "left_out_cell", "crowded", "file_notify");
  private static final List<String> NUMBERED = List.of("consent_event", "message");

  private static final ThreadLocal<@Nullable DataSource> COPY = new ThreadLocal<>();

  private final FileCopies copies;
  private final @Nullable Runnable copied;
  private final Duration repeatsWithin;
  private final Clock clock;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate rolledBack;

  /**
   * @param copied called when the files are needed no more; null: they are a copy already
   * @param repeatsWithin for so long a message that was sent can be repeated (R12)
   */
  Scratch(
      FileCopies copies,
      @Nullable Runnable copied,
      Duration repeatsWithin,
      Clock clock,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions) {
    this.copies = copies;
    this.copied = copied;
    this.repeatsWithin = repeatsWithin;
    this.clock = clock;
    this.jdbc = jdbc;
    this.rolledBack = new TransactionTemplate(transactions);
    rolledBack.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** The copied files this thread works on; null: it works on the database itself. */
  static @Nullable DataSource ofThread() {
    return COPY.get();
  }

  /**
   * Does work, all of it in this thread, on a copy that goes with it.
   *
   * @param open the condition of messages that are still open
   */
  public <T> T in(String open, Supplier<T> work) {
    DatabaseFiles own = copies.files();
    return own == null ? onTables(open, work) : onFiles(own, work);
  }

  private <T> T onTables(String open, Supplier<T> work) {
    return Objects.requireNonNull(
        rolledBack.execute(
            status -> {
              status.setRollbackOnly();
              hideTables(open);
              return work.get();
            }));
  }

  private void hideTables(String open) {
    String schema = jdbc.queryForObject("select current_schema()", String.class);
    // Another path, so that no statement the server has planned before means the tables themselves.
    jdbc.execute("set local search_path = pg_temp, \"" + schema + "\"");
    // Plans are made for tables that were small and grow in this transaction.
    jdbc.execute("set local plan_cache_mode = force_custom_plan");
    jdbc.execute("set local jit = off");
    for (String table : EMPTY) {
      hide(table, schema);
    }
    for (String table : COPIED) {
      hide(table, schema);
      jdbc.execute("insert into " + table + " select * from \"" + schema + "\"." + table);
      jdbc.execute("analyze " + table);
    }
    hide("message", schema);
    jdbc.update(MESSAGES.formatted(schema, open), Times.utc(clock.instant().minus(repeatsWithin)));
    jdbc.execute("analyze message");
    hide("message_words", schema);
    jdbc.update(WORDS.formatted(schema));
    jdbc.execute("analyze message_words");
    for (String table : NUMBERED) {
      jdbc.queryForObject(
          "select setval(pg_get_serial_sequence('pg_temp.%1$s', 'id'),".formatted(table)
              + " coalesce((select max(id) from \"%s\".%s), 0) + 1, false)"
                  .formatted(schema, table),
          Long.class);
    }
  }

  private void hide(String table, @Nullable String schema) {
    jdbc.execute(
        "create temporary table %1$s (like \"%2$s\".%1$s including all) on commit drop"
            .formatted(table, schema));
  }

  private <T> T onFiles(DatabaseFiles own, Supplier<T> work) {
    Runnable noMore = copied;
    if (noMore == null) {
      return onCopy(own, work);
    }
    long self = ProcessHandle.current().pid();
    DatabaseFiles copy = FileCopies.of(own, self);
    try {
      copies.copyFor(self);
      noMore.run();
      return onCopy(copy, work);
    } finally {
      FileCopies.delete(copy.folder());
    }
  }

  private static <T> T onCopy(DatabaseFiles copy, Supplier<T> work) {
    DriverManagerDataSource source =
        new DriverManagerDataSource(
            "jdbc:hsqldb:file:" + copy.base() + ";hsqldb.lock_file=false",
            copy.user(),
            copy.password());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set files log false");
      COPY.set(source);
      try {
        return work.get();
      } finally {
        COPY.remove();
        statement.execute("shutdown immediately");
      }
    } catch (SQLException e) {
      throw FileCopies.unusable(copy.folder(), e);
    }
  }
}
