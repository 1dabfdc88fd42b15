package org.heed.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.heed.address.Institution;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  @Bean
  Folders folders(Institution institution) {
    return new Folders(institution.home());
  }

  @Bean
  DatabaseHold databaseHold(
      Folders folders,
      DataSourceProperties properties,
      LockProperties locks,
      @Value("${heed.command:heed}") String command) {
    String url = String.valueOf(properties.getUrl());
    DatabaseHold hold =
        new DatabaseHold(
            url.startsWith("jdbc:hsqldb:file:") ? folders.folder("db").resolve("heed.lock") : null,
            locks.waiting());
    hold.hold(command);
    return hold;
  }

  @Bean
  HikariDataSource dataSource(DataSourceProperties properties, DatabaseHold hold) {
    HikariDataSource pool =
        properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    pool.setPoolName("heed");
    pool.setMaximumPoolSize(8);
    String url = String.valueOf(properties.getUrl());
    if (url.startsWith("jdbc:hsqldb:")) {
      // The database closes with its last connection: none may stay open between jobs, and none
      // may be retired in the middle of one.
      pool.setMinimumIdle(0);
      pool.setMaxLifetime(0);
      pool.setIdleTimeout(0);
      if (blank(properties.getUsername())) {
        pool.setUsername("SA");
      }
    } else if (url.startsWith("jdbc:postgresql:")) {
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      pool.addDataSourceProperty("logServerErrorDetail", "false");
    }
    hold.guard(pool);
    return pool;
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
