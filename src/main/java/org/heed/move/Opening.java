package org.heed.move;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.ServerSchema;
import org.jspecify.annotations.Nullable;

/** Opens a new database that can take a move: an empty one, or the half of this very move. */
final class Opening {
  /** Among the server's advisory locks; it goes with its connection. */
  private static final long LOCK = 0x68656564_6d6f7665L;

  private Opening() {}

  /**
   * Opens it.
   *
   * @param source who is to be moved there
   * @param gone whether it says that it has been moved there
   * @param patience how long another that moves there is waited for: a killed one's connection may
   *     live a little longer
   * @throws ConfigurationProblem for one that cannot take it
   */
  static Target of(DatabaseSettings server, String source, boolean gone, Duration patience)
      throws SQLException {
    Connection connection = connect(server);
    try {
      ServerSchema.checkConnections(server, "--to");
      connection.setAutoCommit(false);
      lock(connection, patience);
      check(connection);
      if (!ServerSchema.tables(connection).contains(ServerSchema.MARK)) {
        if (gone) {
          throw new ConfigurationProblem(
              "--to: the database was moved to " + Server.shown(server.url()) + " already");
        }
        refuseUsed(connection);
        connection.commit();
        ServerSchema.begin(server);
        Marks.begin(connection, source);
      }
      Marks marks = Marks.read(connection);
      refuseOthers(marks, source);
      connection.commit();
      if (!marks.isBegun()) {
        ServerSchema.make(server);
      }
      return new Target(connection, marks);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(DatabaseSettings server) throws SQLException {
    try {
      return ServerSchema.connections(server).getConnection();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("28")) {
        throw new ConfigurationProblem("--user or --password-file: " + words(e));
      }
      if (state.startsWith("3D")) {
        throw new ConfigurationProblem("--to: " + words(e) + "; expected an empty one");
      }
      throw new MoveFailed(
          "--to: nothing was moved, no connection to "
              + (Server.shown(server.url()) + " can be had: " + words(e)),
          e);
    }
  }

  private static String words(SQLException e) {
    String words = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return e.getCause() instanceof UnknownHostException unknown
        ? words + " There is no host " + unknown.getMessage() + "."
        : words;
  }

  private static void lock(Connection connection, Duration patience) throws SQLException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!"t".equals(one(connection, "select pg_try_advisory_lock(" + LOCK + ")"))) {
      if (System.nanoTime() > giveUp) {
        throw new DatabaseBusy("already running: another 'heed migrate' moves to this database");
      }
      connection.commit();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static void check(Connection connection) throws SQLException {
    String encoding = one(connection, "show server_encoding");
    if (!"UTF8".equals(encoding)) {
      throw new ConfigurationProblem(
          "--to: found a database with the encoding " + encoding + ", expected UTF8");
    }
    int version = ServerSchema.version(connection);
    if (version > ServerSchema.VERSION) {
      throw new ConfigurationProblem(
          "--to: found a database of schema version %d, expected an empty one: a newer Heed has used it; nothing was changed"
              .formatted(version));
    }
  }

  private static void refuseUsed(Connection connection) throws SQLException {
    List<String> tables = ServerSchema.tables(connection);
    if (!tables.isEmpty()) {
      throw new ConfigurationProblem(
          "--to: found a database with tables in it, such as "
              + tables.stream().sorted().limit(3).collect(Collectors.joining(", "))
              + "; expected an empty one, which nothing has opened yet; nothing was changed");
    }
  }

  private static void refuseOthers(Marks marks, String source) {
    if (!marks.isOf(source)) {
      throw new ConfigurationProblem(
          "--to: found the half of another database's move, expected an empty database, or the"
              + " half of this one; nothing was changed");
    }
    if (!marks.isOfThisVersion()) {
      throw new ConfigurationProblem(
          "--to: found the half of a move that another version of Heed has begun, expected an"
              + " empty database; nothing was changed");
    }
  }

  static @Nullable String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
