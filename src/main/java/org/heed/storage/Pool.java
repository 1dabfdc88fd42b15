package org.heed.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections; those in use are known, so that one that hangs can be given up. Nobody waits for
 * a server that was given up: each try would take its time once more.
 */
final class Pool extends HikariDataSource implements Connections.Server {
  private static final Logger log = LoggerFactory.getLogger(Pool.class);

  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
  private final @Nullable Compiled compiled;
  private volatile boolean givenUp;

  Pool(boolean embedded) {
    this.compiled = embedded ? new Compiled() : null;
  }

  @Override
  public Connection getConnection() throws SQLException {
    DataSource other = Scratch.ofThread();
    if (other != null) {
      return Storable.connection(other.getConnection(), sql -> {}, () -> {});
    }
    if (givenUp) {
      throw new SQLTransientConnectionException("the database server answers nothing");
    }
    Connection real = super.getConnection();
    inUse.add(real);
    Compiled own = compiled;
    return Storable.connection(
        real,
        sql -> {
          if (own != null) {
            own.keep(real, sql);
          }
        },
        () -> inUse.remove(real));
  }

  @Override
  public boolean isGivenUp() {
    return givenUp;
  }

  @Override
  public void resume() {
    givenUp = false;
  }

  /** Whoever uses a connection gets an exception, whatever it waits for. */
  @Override
  public void giveUp() {
    givenUp = true;
    getHikariPoolMXBean().softEvictConnections();
    for (Connection connection : inUse) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("a connection could not be given up", e);
      }
    }
  }
}
