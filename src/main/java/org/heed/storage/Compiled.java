package org.heed.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HSQLDB compiles a statement each time it is prepared, unless the same connection has one with the
 * same words open: so one stays open. Not for long, for its plan is by how many rows there were.
 */
final class Compiled {
  private static final Logger log = LoggerFactory.getLogger(Compiled.class);
  private static final long KEPT = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST = 50;

  private final Map<Connection, Kept> kept = new HashMap<>();

  private record Kept(long since, Map<String, PreparedStatement> statements) {}

  /** Keeps a statement open that is about to be prepared. */
  void keep(Connection connection, String sql) {
    try {
      Connection own = connection.unwrap(Connection.class);
      Map<String, PreparedStatement> statements = of(own);
      if (!statements.containsKey(sql)) {
        statements.put(sql, own.prepareStatement(sql));
      }
    } catch (SQLException e) {
      log.debug("it is prepared once more, which tells", e);
    }
  }

  private synchronized Map<String, PreparedStatement> of(Connection own) throws SQLException {
    Kept open = kept.get(own);
    long now = System.nanoTime();
    if (open != null && now - open.since() < KEPT && open.statements().size() < MOST) {
      return open.statements();
    }
    if (open != null) {
      for (PreparedStatement statement : open.statements().values()) {
        statement.close();
      }
    }
    for (Connection other : List.copyOf(kept.keySet())) {
      if (other.isClosed()) {
        kept.remove(other);
      }
    }
    Map<String, PreparedStatement> statements = new HashMap<>();
    kept.put(own, new Kept(now, statements));
    return statements;
  }
}
