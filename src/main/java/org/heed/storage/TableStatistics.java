package org.heed.storage;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a server goes by when it plans its statements: how much its tables hold, and of what. It
 * looks by itself, but as late as a minute after, and until then plans for tables that are nearly
 * empty.
 */
@Component
public class TableStatistics {
  private static final Logger log = LoggerFactory.getLogger(TableStatistics.class);

  private final Connections connections;
  private final JdbcTemplate jdbc;

  TableStatistics(Connections connections, JdbcTemplate jdbc) {
    this.connections = connections;
    this.jdbc = jdbc;
  }

  /**
   * Has a server look now; the embedded database plans without. It is for speed alone: where it
   * cannot, it will look later by itself, and in a transaction its failure would be the caller's.
   */
  public void renew(List<String> tables) {
    if (connections.embedded() || TransactionSynchronizationManager.isActualTransactionActive()) {
      return;
    }
    try {
      jdbc.execute("analyze " + String.join(", ", tables));
    } catch (DataAccessException e) {
      log.warn("the database server did not look at its tables: {}", e.getMessage());
    }
  }
}
