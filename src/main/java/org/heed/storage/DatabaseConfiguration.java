package org.heed.storage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/** The database, held for this process and of this version's schema before anything reads it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  Pool dataSource(DatabaseSettings database, DatabaseHold hold, Holder holder) {
    Pool pool = pool(database);
    hold.guard(pool);
    try {
      DatabaseFiles files = StorageConfiguration.files(database);
      if (files != null) {
        open(pool, files);
      } else {
        ServerSchema.check(pool, "spring.datasource.url");
      }
      Schema.bring(database, pool, hold, holder.command().equals(MovedDatabase.COMMAND));
      return pool;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static Pool pool(DatabaseSettings database) {
    Pool pool = new Pool(database.embedded());
    pool.setPoolName("heed");
    pool.setMaximumPoolSize(8);
    pool.setJdbcUrl(database.url());
    pool.setPassword(database.password());
    if (!database.username().isEmpty()) {
      pool.setUsername(database.username());
    }
    if (database.embedded()) {
      // The database closes with its last connection: none may stay open between jobs, and none
      // may be retired in the middle of one.
      pool.setMinimumIdle(0);
      pool.setMaxLifetime(0);
      pool.setIdleTimeout(0);
    } else {
      // A night uses three at once; many processes share what the server has.
      pool.setMinimumIdle(2);
      PostgresqlSettings.PATIENT.forEach(pool::addDataSourceProperty);
      pool.setConnectionInitSql(PostgresqlSettings.INIT);
      pool.setConnectionTimeout(PostgresqlSettings.CONNECTION_MILLIS);
    }
    return pool;
  }

  /** Opens the files once, so that damaged ones are told apart from everything else. */
  private static void open(Pool pool, DatabaseFiles files) {
    try (Connection connection = pool.getConnection()) {
      Folders.ownerOnlyIn(files.folder());
      HsqldbSettings.check(connection);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("28")) {
        throw new ConfigurationProblem(
            "spring.datasource.username or .password: the database in heed.home has other ones");
      }
      throw files.unreadable(e);
    }
  }

  @Bean
  Connections connections(DatabaseSettings database, Pool pool) {
    return database.embedded()
        ? new Connections(true, pool, pool)
        : new Connections(
            false,
            new DriverManagerDataSource(
                PostgresqlSettings.impatient(database.url()),
                database.username(),
                database.password()),
            pool);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource pool) {
    return new JdbcTemplate(pool);
  }

  @Bean
  NamedParameterJdbcTemplate namedParameterJdbcTemplate(JdbcTemplate jdbc) {
    return new NamedParameterJdbcTemplate(jdbc);
  }

  @Bean
  JdbcClient jdbcClient(NamedParameterJdbcTemplate jdbc) {
    return JdbcClient.create(jdbc);
  }

  @Bean
  PlatformTransactionManager transactionManager(
      DataSource pool, ObjectProvider<TransactionExecutionListener> listeners) {
    JdbcTransactionManager transactions = new JdbcTransactionManager(pool);
    transactions.setTransactionExecutionListeners(listeners.stream().toList());
    return transactions;
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }
}
