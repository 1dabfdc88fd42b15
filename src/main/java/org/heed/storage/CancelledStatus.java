package org.heed.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Lets a message be CANCELLED. The check it replaces has a name of the database's own choosing,
 * which only the database can be asked for.
 */
final class CancelledStatus implements JavaMigration {
  private static final String FORMER =
      """
      select t.constraint_name from information_schema.table_constraints t
      join information_schema.check_constraints c
        on c.constraint_schema = t.constraint_schema and c.constraint_name = t.constraint_name
      where t.table_schema = current_schema and lower(t.table_name) = 'message'
        and c.check_clause like '%UNKNOWN%'
      """;
  private static final String WIDER =
      """
      alter table message add constraint message_has_status check (status in ('READY', 'HELD',
        'SENDING', 'IN_DOUBT', 'SENT', 'DELIVERED', 'FAILED', 'UNKNOWN', 'CANCELLED'))
      """;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("15");
  }

  @Override
  public String getDescription() {
    return "cancelled status";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement statement = connection.createStatement()) {
      for (String name : former(statement)) {
        statement.execute("alter table message drop constraint \"" + name + "\"");
      }
      statement.execute(WIDER);
    }
  }

  private static List<String> former(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(FORMER)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
