package org.heed.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.util.FileSystemUtils;

/**
 * Brings the schema up to date. PostgreSQL does that wholly or not at all. HSQLDB commits each
 * statement by itself: so it is done on a copy of the files, which then takes their place, and
 * whenever a kill comes the next start finds the old files or the new ones.
 */
final class Schema {
  private static final String COPY = "migrating";
  private static final String DONE = "migrated";

  /** The first one with tables for data: a database without it holds nothing. */
  private static final MigrationVersion FIRST = MigrationVersion.fromVersion("2");

  /** The latest migration; a database that has it is left as it is. */
  static final int VERSION = 30;

  static final String LATEST = "latest";
  static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  /**
   * Makes it this version's, before anything else uses the database.
   *
   * @param moving whether it may be the half of a move
   */
  static void bring(DatabaseSettings database, Pool pool, DatabaseHold hold, boolean moving) {
    if (isCurrent(pool, database.embedded() || moving)) {
      return;
    }
    Flyway flyway = flyway(database, pool, LATEST);
    DatabaseFiles files = StorageConfiguration.files(database);
    if (isBehind(flyway) && files != null) {
      hold.closed(() -> renew(files, flyway, database.options()));
    }
    flyway.migrate();
  }

  private static boolean isCurrent(Pool pool, boolean whole) {
    try (Connection connection = pool.getConnection()) {
      if (!whole) {
        ServerSchema.checkWhole(connection);
      }
      return SchemaVersion.of(connection).equals(new SchemaVersion(VERSION, true));
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("the schema's version cannot be read", e);
    }
  }

  static Flyway flyway(DatabaseSettings database, DataSource source, String target) {
    String kind = database.embedded() ? "hsqldb" : "postgresql";
    return Flyway.configure()
        .dataSource(source)
        .target(target)
        .locations("classpath:db/migration/batch/" + kind, "classpath:db/migration/heed")
        .javaMigrations(new CancelledStatus(), new ChainedFacts(database.embedded()))
        .failOnMissingLocations(true)
        .load();
  }

  /**
   * Refuses a schema that a later version of Heed made.
   *
   * @return whether there is anything to do
   */
  static boolean isBehind(Flyway flyway) {
    MigrationInfo[] all = flyway.info().all();
    Optional<MigrationVersion> found = highest(all, one -> one.getState().isApplied());
    Optional<MigrationVersion> expected = highest(all, one -> one.getState().isResolved());
    if (found.isPresent() && expected.isPresent() && found.get().isNewerThan(expected.get())) {
      throw new ConfigurationProblem(
          "spring.datasource.url: found a database of schema version "
              + (found.get() + ", expected at most " + expected.get())
              + ": a newer Heed has used it; run that one, or restore a backup of before; nothing"
              + " was changed");
    }
    return Arrays.stream(all)
        .anyMatch(one -> one.getState().isFailed() || !one.getState().isApplied());
  }

  private static Optional<MigrationVersion> highest(
      MigrationInfo[] all, Predicate<MigrationInfo> which) {
    return Arrays.stream(all)
        .filter(which)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /** Migrates a copy of the closed files and puts it in their place. */
  static void renew(DatabaseFiles files, Flyway flyway, String settings) {
    try {
      Path copy = files.folder().resolve(COPY);
      FileSystemUtils.deleteRecursively(copy);
      Folders.make(copy);
      DatabaseFiles there = files.in(copy);
      copy(files, there);
      if (!migrate(there, flyway, settings)) {
        FileSystemUtils.deleteRecursively(copy);
        Folders.make(copy);
        migrate(there, flyway, settings);
      }
      Files.move(copy, files.folder().resolve(DONE), StandardCopyOption.ATOMIC_MOVE);
      finish(files);
    } catch (IOException e) {
      throw new StorageFull(
          "the database is to get a new schema, on a copy of its files, and cannot be copied in "
              + (files.folder() + ": " + e.getMessage())
              + "; expected as much room there as they take; nothing was changed");
    }
  }

  /** False: its first migration never ended, so there is nothing in it to keep. */
  private static boolean migrate(DatabaseFiles files, Flyway like, String settings) {
    String url =
        "jdbc:hsqldb:file:" + files.file("x").toString().replaceAll("\\.x$", "") + settings;
    Flyway flyway =
        Flyway.configure()
            .configuration(like.getConfiguration())
            .dataSource(url, files.user(), files.password())
            .load();
    try (Connection open = DriverManager.getConnection(url, files.user(), files.password());
        Statement statement = open.createStatement()) {
      MigrationInfo[] all = flyway.info().all();
      boolean begun = Arrays.stream(all).anyMatch(one -> one.getState().isApplied());
      boolean whole =
          Arrays.stream(all)
              .anyMatch(
                  one ->
                      FIRST.equals(one.getVersion())
                          && one.getState().isApplied()
                          && !one.getState().isFailed());
      boolean keeps = whole || (!begun && isEmpty(open));
      if (keeps) {
        flyway.migrate();
      }
      statement.execute("shutdown");
      return keeps;
    } catch (SQLException e) {
      throw files.unreadable(e);
    }
  }

  private static boolean isEmpty(Connection open) throws SQLException {
    try (var tables = open.getMetaData().getTables(null, "PUBLIC", "%", new String[] {"TABLE"})) {
      return !tables.next();
    }
  }

  /** Takes up a change of place that a kill interrupted; before the files are opened. */
  static void finish(DatabaseFiles files) throws IOException {
    Path done = files.folder().resolve(DONE);
    if (!Files.exists(done)) {
      forgetBirth(files);
      return;
    }
    copy(files.in(done), files);
    Optional<Witness> witness = Witness.read(files.file("witness"));
    if (witness.isPresent()) {
      long script = DatabaseFiles.checksum(files.file("script"), Long.MAX_VALUE);
      witness.get().withScript(script).write(files.file("witness"));
    }
    // First out of the way, as one step: half of it is never taken for the whole.
    Path gone = files.folder().resolve(COPY);
    FileSystemUtils.deleteRecursively(gone);
    Files.move(done, gone, StandardCopyOption.ATOMIC_MOVE);
    FileSystemUtils.deleteRecursively(gone);
  }

  /** HSQLDB does not open what it was killed at the very beginning of; it is put aside. */
  private static void forgetBirth(DatabaseFiles files) throws IOException {
    boolean born =
        List.of("script", "data", "backup", "witness").stream()
            .anyMatch(ending -> Files.exists(files.file(ending)));
    if (born || DatabaseFiles.size(files.file("log")) > 0) {
      return;
    }
    Path aside = files.folder().resolve("unborn");
    for (String ending : DatabaseFiles.ENDINGS) {
      if (Files.exists(files.file(ending))) {
        Folders.make(aside);
        Files.move(
            files.file(ending),
            aside.resolve(files.file(ending).getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** May be done again from its beginning. */
  private static void copy(DatabaseFiles from, DatabaseFiles to) throws IOException {
    for (String ending : DatabaseFiles.ENDINGS) {
      if (!Files.exists(from.file(ending))) {
        Files.deleteIfExists(to.file(ending));
        continue;
      }
      Path part = to.file(ending + ".part");
      Files.copy(from.file(ending), part, StandardCopyOption.REPLACE_EXISTING);
      Folders.ownerOnly(part);
      Files.move(
          part,
          to.file(ending),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
