package org.heed.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.postgresql.PGConnection;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * A connection pooler between Heed and PostgreSQL. One that gives each transaction another
 * connection would let isolation levels, time-outs, locks and prepared statements of one take
 * effect in others, without a word.
 */
final class Pooler {
  /** On a busy one two looks may find the same connection by chance, so many never do. */
  private static final int LOOKS = 20;

  private Pooler() {}

  /**
   * Passes PostgreSQL itself, and a pooler that keeps a connection for whoever has it.
   *
   * @param setting where the server is named
   * @throws ConfigurationProblem for another one
   */
  static void check(DataSource connections, String setting) {
    try (Connection one = connections.getConnection()) {
      // A pooler gives a number of its own.
      if (one.unwrap(PGConnection.class).getBackendPID() == backend(one)) {
        return;
      }
      try (Connection other = connections.getConnection()) {
        if (!keeps(one, other)) {
          throw new ConfigurationProblem(
              setting
                  + ": found a connection pooler that gives each transaction another connection,"
                  + " such as pgbouncer in transaction mode, expected PostgreSQL itself, or a"
                  + " pooler in session mode; nothing was changed");
        }
      }
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("the server does not say who serves", e);
    }
  }

  /** Whether both stay what they are, and are not the same. */
  private static boolean keeps(Connection one, Connection other) throws SQLException {
    int first = backend(one);
    int second = backend(other);
    for (int i = 0; i < LOOKS; i++) {
      if (first == second || backend(one) != first || backend(other) != second) {
        return false;
      }
    }
    return true;
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
