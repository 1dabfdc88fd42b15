package org.heed.storage;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** The oldest PostgreSQL that has every statement Heed uses ({@code merge}). */
final class ServerVersion {
  private static final int OLDEST = 15;

  private ServerVersion() {}

  static void check(DataSource connections, String setting) {
    try (Connection connection = connections.getConnection()) {
      DatabaseMetaData server = connection.getMetaData();
      check(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion(), setting);
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("the server does not say its version", e);
    }
  }

  /**
   * Passes a server that is new enough.
   *
   * @throws ConfigurationProblem for an older one
   */
  static void check(int major, String version, String setting) {
    if (major < OLDEST) {
      throw new ConfigurationProblem(
          setting
              + ": found PostgreSQL "
              + version
              + ", expected PostgreSQL "
              + OLDEST
              + " or newer; nothing was changed");
    }
  }
}
