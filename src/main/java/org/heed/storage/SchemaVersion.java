package org.heed.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the list of migrations in a database comes to.
 *
 * @param latest the latest there is; 0: none
 * @param whole whether each of them ended
 */
record SchemaVersion(int latest, boolean whole) {

  static SchemaVersion of(Connection connection) throws SQLException {
    int latest = 0;
    boolean whole = true;
    try (Statement statement = connection.createStatement();
        ResultSet table =
            connection
                .getMetaData()
                .getTables(null, connection.getSchema(), Schema.HISTORY, null)) {
      if (!table.next()) {
        return new SchemaVersion(0, true);
      }
      try (ResultSet row =
          statement.executeQuery(
              "select \"version\", \"success\" from \"" + Schema.HISTORY + '"')) {
        while (row.next()) {
          latest = Math.max(latest, row.getInt(1));
          whole &= row.getBoolean(2);
        }
      }
    }
    return new SchemaVersion(latest, whole);
  }
}
