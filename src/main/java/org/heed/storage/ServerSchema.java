package org.heed.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The schema of a PostgreSQL database that the embedded one is moved to. */
public final class ServerSchema {
  /** A table that is there as long as a move is not over. */
  public static final String MARK = "heed_move";

  /** What this program makes and reads. */
  public static final int VERSION = Schema.VERSION;

  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')
      """;

  private ServerSchema() {}

  /**
   * Passes a server that is new enough, and whose connections are what they seem.
   *
   * @param setting where it is named
   * @throws ConfigurationProblem for an older one, and for a pooler between that gives each
   *     transaction another connection
   */
  public static void checkConnections(DatabaseSettings server, String setting) {
    check(connections(server), setting);
  }

  static void check(DataSource connections, String setting) {
    ServerVersion.check(connections, setting);
    Pooler.check(connections, setting);
  }

  /** Connections with the time-outs that all of them have. */
  public static DataSource connections(DatabaseSettings server) {
    DriverManagerDataSource connections =
        new DriverManagerDataSource(server.url(), server.username(), server.password());
    Properties properties = new Properties();
    properties.putAll(PostgresqlSettings.PATIENT);
    connections.setConnectionProperties(properties);
    return connections;
  }

  /** The tables and views there are, without the list of migrations. */
  public static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    tables.remove(Schema.HISTORY);
    return tables;
  }

  /** The latest migration it has; 0: none. */
  public static int version(Connection connection) throws SQLException {
    return SchemaVersion.of(connection).latest();
  }

  /** Makes the list of migrations alone, so that something may stand beside it before the first. */
  public static void begin(DatabaseSettings server) {
    Schema.flyway(server, connections(server), "0?").migrate();
  }

  /** Makes every table. */
  public static void make(DatabaseSettings server) {
    Schema.flyway(server, connections(server), Schema.LATEST).migrate();
  }

  /**
   * Passes a database that is whole.
   *
   * @throws ConfigurationProblem for one that another is being moved to
   */
  static void checkWhole(Connection connection) throws SQLException {
    try (ResultSet mark =
        connection.getMetaData().getTables(null, connection.getSchema(), MARK, null)) {
      if (mark.next()) {
        throw new ConfigurationProblem(
            "spring.datasource.url: a move to this database has begun and is not over; expected"
                + " that 'heed migrate' is run again, with the settings of the old database, until"
                + " it says so; nothing was changed");
      }
    }
  }
}
