package org.heed.storage;

import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the embedded database's settings back. An existing database keeps its own whatever the URL
 * says, and two of them decide whether an acknowledged commit survives a kill and whether two
 * writers hang.
 */
@Component
class HsqldbSettings implements InitializingBean {
  private static final Map<String, String> EXPECTED =
      Map.of("hsqldb.tx", "mvcc", "hsqldb.write_delay_millis", "0");
  private static final String SETTINGS =
      """
      select property_name, property_value from information_schema.system_properties
      where property_name in ('hsqldb.tx', 'hsqldb.write_delay_millis')
      """;

  private final JdbcClient jdbc;
  private final javax.sql.DataSource dataSource;

  HsqldbSettings(JdbcClient jdbc, javax.sql.DataSource dataSource) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
  }

  @Override
  public void afterPropertiesSet() throws Exception {
    try (java.sql.Connection connection = dataSource.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().startsWith("HSQL")) {
        return;
      }
    }
    jdbc.sql(SETTINGS)
        .query(
            row -> {
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
            });
  }
}
