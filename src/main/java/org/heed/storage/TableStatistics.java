package org.heed.storage;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What a server goes by when it plans its statements: how much its tables hold, and of what. It
 * looks by itself, but as late as a minute after, and until then plans for tables that are nearly
 * empty.
 */
@Component
public class TableStatistics {
  private final Connections connections;
  private final JdbcTemplate jdbc;

  TableStatistics(Connections connections, JdbcTemplate jdbc) {
    this.connections = connections;
    this.jdbc = jdbc;
  }

  /** Has a server look now; the embedded database plans without. */
  public void renew(List<String> tables) {
    if (!connections.embedded()) {
      jdbc.execute("analyze " + String.join(", ", tables));
    }
  }
}
