package org.heed.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.settings.FileSettings;
import org.heed.settings.ImportSettings;
import org.heed.settings.Settings;
import org.heed.settings.StorageSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
  private static final String EMBEDDED = "jdbc:hsqldb:file:";
  private static final String SERVER = "jdbc:postgresql:";

  @Bean
  Folders folders(Institution institution, FileSettings files) {
    Folders folders = new Folders(institution.home());
    folders.keepFromOthers();
    if (files.group() != null) {
      folders.shareWith(files.group());
    }
    return folders;
  }

  @Bean
  StorageGuard storageGuard(
      Folders folders, DataSourceProperties properties, StorageSettings storage) {
    folders.folder("db");
    return new StorageGuard(files(properties), storage.minFree().toBytes());
  }

  @Bean
  Backup backup(
      Folders folders,
      DataSourceProperties properties,
      JdbcTemplate jdbc,
      StorageSettings storage) {
    return new Backup(files(properties), folders, jdbc, storage.backups());
  }

  @Bean
  Scratch scratch(
      DataSourceProperties properties,
      DatabaseHold hold,
      Holder holder,
      ImportSettings imports,
      Clock clock,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions) {
    Duration repeats = Duration.ofDays(imports.repeatDays());
    Runnable copied = holder.copying() ? hold::release : () -> {};
    return new Scratch(files(properties), copied, repeats, clock, jdbc, transactions);
  }

  private static @Nullable DatabaseFiles files(DataSourceProperties properties) {
    String url = String.valueOf(properties.getUrl());
    return url.startsWith(EMBEDDED)
        ? new DatabaseFiles(
            Path.of(url.substring(EMBEDDED.length()).split(";", 2)[0]),
            user(properties),
            Objects.requireNonNullElse(properties.getPassword(), ""))
        : null;
  }

  @Bean
  @ConditionalOnMissingBean
  Holder holder(Settings settings) {
    return Holder.of("heed", settings);
  }

  @Bean
  DatabaseHold databaseHold(
      Folders folders,
      StorageGuard guard,
      DataSourceProperties properties,
      Holder holder,
      Institution institution) {
    String url = String.valueOf(properties.getUrl());
    DatabaseHold hold =
        new DatabaseHold(
            url.startsWith(EMBEDDED) ? folders.folder("db").resolve("heed.lock") : null,
            holder.patience(),
            guard,
            institution);
    hold.hold(holder.command());
    return hold;
  }

  @Bean
  Pool dataSource(DataSourceProperties properties, DatabaseHold hold) {
    Pool pool = pool(properties);
    pool.setPoolName("heed");
    pool.setMaximumPoolSize(8);
    String url = String.valueOf(properties.getUrl());
    if (url.startsWith(EMBEDDED)) {
      // The database closes with its last connection: none may stay open between jobs, and none
      // may be retired in the middle of one.
      pool.setMinimumIdle(0);
      pool.setMaxLifetime(0);
      pool.setIdleTimeout(0);
      if (blank(properties.getUsername())) {
        pool.setUsername("SA");
      }
    } else if (url.startsWith(SERVER)) {
      PostgresqlSettings.PATIENT.forEach(pool::addDataSourceProperty);
      pool.setConnectionInitSql(PostgresqlSettings.INIT);
      pool.setConnectionTimeout(PostgresqlSettings.CONNECTION_MILLIS);
    }
    hold.guard(pool);
    open(pool, files(properties));
    return pool;
  }

  @Bean
  FlywayMigrationStrategy schema(DataSourceProperties properties, DatabaseHold hold) {
    DatabaseFiles files = files(properties);
    String url = String.valueOf(properties.getUrl());
    return flyway -> {
      if (Schema.isBehind(flyway) && files != null) {
        hold.closed(() -> Schema.renew(files, flyway, url.substring((url + ";").indexOf(';'))));
      }
      flyway.migrate();
    };
  }

  @Bean
  Connections connections(DataSourceProperties properties, Pool pool) {
    String url = String.valueOf(properties.getUrl());
    if (url.startsWith("jdbc:hsqldb:")) {
      return new Connections(true, pool, pool);
    }
    return new Connections(
        false,
        new DriverManagerDataSource(
            PostgresqlSettings.impatient(url),
            Objects.requireNonNullElse(properties.getUsername(), ""),
            Objects.requireNonNullElse(properties.getPassword(), "")),
        pool);
  }

  private static Pool pool(DataSourceProperties properties) {
    String url = String.valueOf(properties.getUrl());
    if (!url.startsWith(EMBEDDED) && !url.startsWith(SERVER)) {
      throw new ConfigurationProblem(
          "spring.datasource.url: found \""
              + url.split("[?;]", 2)[0]
              + "\", expected one such as jdbc:postgresql://localhost/heed, or none for the"
              + " database in heed.home");
    }
    try {
      return properties.initializeDataSourceBuilder().type(Pool.class).build();
    } catch (IllegalStateException e) {
      throw new ConfigurationProblem(
          "spring.datasource.driver-class-name: found "
              + properties.getDriverClassName()
              + ", expected none: it is known by the URL");
    }
  }

  /** Opens the files once, so that damaged ones are told apart from everything else. */
  private static void open(HikariDataSource pool, @Nullable DatabaseFiles files) {
    if (files != null) {
      try (Connection connection = pool.getConnection()) {
        connection.isValid(1);
        Folders.ownerOnlyIn(files.folder());
      } catch (SQLException e) {
        pool.close();
        if (String.valueOf(e.getSQLState()).startsWith("28")) {
          throw new ConfigurationProblem(
              "spring.datasource.username or .password: the database in heed.home has other ones");
        }
        throw files.unreadable(e);
      }
    }
  }

  private static String user(DataSourceProperties properties) {
    String user = properties.getUsername();
    return user == null || user.isBlank() ? "SA" : user;
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
