package org.heed.storage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.heed.address.Institution;
import org.heed.settings.DatabaseSettings;
import org.heed.settings.FileSettings;
import org.heed.settings.ImportSettings;
import org.heed.settings.Settings;
import org.heed.settings.StorageSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The home's folders and files, and who may use them now. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

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
  StorageGuard storageGuard(Folders folders, DatabaseSettings database, StorageSettings storage) {
    folders.folder("db");
    return new StorageGuard(files(database), storage.minFree().toBytes());
  }

  @Bean
  Backup backup(
      Folders folders, DatabaseSettings database, JdbcTemplate jdbc, StorageSettings storage) {
    return new Backup(files(database), folders, jdbc, storage.backups());
  }

  @Bean
  FileCopies fileCopies(DatabaseSettings database, JdbcTemplate jdbc) {
    return new FileCopies(files(database), jdbc);
  }

  @Bean
  Scratch scratch(
      FileCopies copies,
      DatabaseHold hold,
      Holder holder,
      ImportSettings imports,
      Clock clock,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions) {
    Duration repeats = Duration.ofDays(imports.repeatDays());
    Runnable copied =
        switch (holder.need()) {
          case DATABASE -> () -> {};
          case A_COPY -> hold::release;
          case NOTHING -> null;
        };
    return new Scratch(copies, copied, repeats, clock, jdbc, transactions);
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
      DatabaseSettings database,
      Holder holder,
      Institution institution) {
    DatabaseHold hold =
        new DatabaseHold(
            database.embedded() && holder.need() != Holder.Need.NOTHING
                ? folders.folder("db").resolve("heed.lock")
                : null,
            holder,
            guard,
            institution);
    hold.hold(holder.command());
    return hold;
  }

  static @Nullable DatabaseFiles files(DatabaseSettings database) {
    return database.embedded()
        ? new DatabaseFiles(Path.of(database.path()), database.username(), database.password())
        : null;
  }
}
