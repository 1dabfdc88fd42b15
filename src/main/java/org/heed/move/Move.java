package org.heed.move;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.heed.job.Progress;
import org.heed.settings.DatabaseSettings;
import org.heed.storage.MovedDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A move of the embedded database to a server. The caller holds the old one, so that it stays as it
 * is; killed at any moment, the next try goes on behind the last page of rows.
 */
public final class Move implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Move.class);
  private static final int MOST = 8_000_000;

  private final Connection old;
  private final Path folder;
  private final Target target;
  private final DatabaseSettings server;
  private final Progress progress;
  private final List<Table> tables;
  private volatile boolean stopped;

  private Move(
      Connection old,
      Path folder,
      Target target,
      DatabaseSettings server,
      Progress progress,
      List<Table> tables) {
    this.old = old;
    this.folder = folder;
    this.target = target;
    this.server = server;
    this.progress = progress;
    this.tables = tables;
  }

  /**
   * A table that is the same on both sides.
   *
   * @param rows how many it has
   * @param hash over all of them
   */
  public record Same(String table, long rows, String hash) {}

  /**
   * Begins one, or goes on with it.
   *
   * @param folder of the old database's files
   * @param patience how long another move to the same server is waited for
   * @throws ConfigurationProblem when the server's database cannot take it
   */
  public static Move begin(
      DataSource source,
      Path folder,
      DatabaseSettings server,
      Progress progress,
      Duration patience) {
    MovedDatabase mark = MovedDatabase.in(folder);
    String gone = mark.to();
    if (gone != null && !gone.equals(Server.shown(server.url()))) {
      throw new ConfigurationProblem(
          "--to: the database in " + folder + " was moved to " + gone + " already");
    }
    try {
      Target target = Opening.of(server, mark.id(), gone != null, patience);
      try {
        Connection old = source.getConnection();
        return new Move(old, folder, target, server, progress, Tables.of(old));
      } catch (SQLException | RuntimeException e) {
        target.close();
        throw e;
      }
    } catch (SQLException e) {
      throw MoveFailed.of(e);
    }
  }

  /** Asks it to end soon; the next one goes on. */
  public void stop() {
    stopped = true;
  }

  /**
   * Brings every table, and holds both sides against each other.
   *
   * @return each table, the same on both sides
   */
  public List<Same> carry() {
    try {
      try {
        if (!target.resumed()) {
          target.empty();
        }
        copy();
        return compare();
      } catch (SQLException | Different e) {
        if (!target.resumed() || (e instanceof SQLException sql && !breaksRule(sql))) {
          throw e;
        }
        // The old database has been used since the first try.
        target.rollback();
        target.empty();
        copy();
        return compare();
      }
    } catch (SQLException e) {
      throw MoveFailed.of(e);
    } catch (Different e) {
      throw new MoveFailed(
          e.getMessage() + "; the old database is as it was, and stays the one to be used", e);
    } finally {
      progress.end();
    }
  }

  private static boolean breaksRule(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith("23");
  }

  private void copy() throws SQLException {
    progress.begin("rows moved", count());
    for (Table table : carried()) {
      copy(table);
    }
    target.number(Numbers.next(old, folder));
    progress.begin("tables looked at by the server", 0);
    target.analyze();
  }

  /** Those that are tables there too; a few of the old database only give numbers. */
  private List<Table> carried() {
    List<Table> carried = tables.stream().filter(table -> target.has(table.renewed())).toList();
    tables.stream()
        .filter(table -> !carried.contains(table) && !target.numbers(table.renewed()))
        .findFirst()
        .ifPresent(
            table -> {
              throw new IllegalStateException("table " + table.name() + " has no place there");
            });
    return carried;
  }

  private void copy(Table table) throws SQLException {
    if (target.marks().isOver(table)) {
      return;
    }
    Pages pages = new Pages(old, table, target.marks().last(table));
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Line line = new Line();
    Pages.Rows rows =
        row -> {
          lines.writeBytes(line.of(table.columns(), row));
          progress.add(1);
          if (lines.size() > MOST) {
            check();
            target.take(table, lines);
            lines.reset();
          }
        };
    while (pages.next(rows)) {
      check();
      target.take(table, lines);
      lines.reset();
      target.marks().last(table, pages.last());
      target.commit();
    }
    target.marks().over(table);
    target.commit();
  }

  private List<Same> compare() throws SQLException {
    progress.begin("rows compared, of both sides", 2 * count());
    return new Comparison(old, target, progress, this::check).of(carried());
  }

  private long count() throws SQLException {
    long all = 0;
    try (Statement statement = old.createStatement()) {
      for (Table table : carried()) {
        try (ResultSet row =
            statement.executeQuery("select count(*) from \"" + table.name() + '"')) {
          row.next();
          all += row.getLong(1);
        }
      }
    }
    return all;
  }

  private void check() {
    if (stopped) {
      throw new MoveFailed(
          "stopped; nothing is lost, the old database is as it was: run the same command again, it"
              + " goes on where it was",
          null);
    }
  }

  /**
   * Passes when nothing else is different.
   *
   * @param difference null: there is none
   */
  public void settle(@Nullable String difference) {
    if (difference != null) {
      throw new MoveFailed(
          difference + "; the old database is as it was, and stays the one to be used", null);
    }
  }

  /**
   * Says that it is over, first of all to the old database: nothing opens it from here on, and
   * nothing opens the new one before its turn.
   *
   * @param at for people to read
   */
  public void finish(String at) {
    try {
      MovedDatabase.in(folder).gone(Server.shown(server.url()), at);
      target.release();
    } catch (SQLException e) {
      throw MoveFailed.of(e);
    }
  }

  @Override
  public void close() {
    try {
      old.close();
      target.close();
    } catch (SQLException e) {
      log.debug("a connection was not closed in order", e);
    }
  }
}
