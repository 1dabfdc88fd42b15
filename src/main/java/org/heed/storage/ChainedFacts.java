package org.heed.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.heed.chain.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was said and decided so far, before anything else runs on the new schema. PostgreSQL
 * does it with the whole migration or not at all; the embedded database, which keeps what is not
 * committed in memory, batch by batch on the copy that is thrown away when it is not finished.
 */
final class ChainedFacts implements JavaMigration {
  private final boolean embedded;

  ChainedFacts(boolean embedded) {
    this.embedded = embedded;
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("21");
  }

  @Override
  public String getDescription() {
    return "chained facts";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return !embedded;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
    TransactionTemplate each = new TransactionTemplate(new JdbcTransactionManager(one));
    new Sealer(
            new JdbcTemplate(one),
            work -> {
              if (embedded) {
                each.executeWithoutResult(status -> work.run());
              } else {
                work.run();
              }
            })
        .begin();
  }
}
