package org.heed.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections; those in use are known, so that one that hangs can be given up. */
final class Pool extends HikariDataSource {
  private static final Logger log = LoggerFactory.getLogger(Pool.class);

  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    inUse.add(real);
    return Storable.connection(real, () -> inUse.remove(real));
  }

  /** Closes every connection in use, whatever it waits for; who uses it gets an exception. */
  void abort() {
    for (Connection connection : inUse) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("a connection could not be given up", e);
      }
    }
  }
}
