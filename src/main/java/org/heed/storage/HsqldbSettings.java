package org.heed.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.heed.address.ConfigurationProblem;

/**
 * Reads the embedded database's settings back. An existing database keeps its own whatever the URL
 * says, and two of them decide whether an acknowledged commit survives a kill and whether two
 * writers hang.
 */
final class HsqldbSettings {
  private static final Map<String, String> EXPECTED =
      Map.of("hsqldb.tx", "mvcc", "hsqldb.write_delay_millis", "0");
  private static final String SETTINGS =
      """
      select property_name, property_value from information_schema.system_properties
      where property_name in ('hsqldb.tx', 'hsqldb.write_delay_millis')
      """;

  private HsqldbSettings() {}

  /**
   * @throws ConfigurationProblem for a database that cannot be trusted with sending
   */
  static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      while (row.next()) {
        String expected = EXPECTED.get(row.getString(1));
        if (!row.getString(2).equalsIgnoreCase(expected)) {
          throw new ConfigurationProblem(
              "spring.datasource.url: the database has "
                  + row.getString(1)
                  + "="
                  + row.getString(2)
                  + ", expected "
                  + expected
                  + "; a database made with other settings cannot be trusted with sending");
        }
      }
    }
  }
}
