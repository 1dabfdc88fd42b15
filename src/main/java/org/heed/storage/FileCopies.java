package org.heed.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.heed.settings.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** Copies of the embedded database's files, each for one process, which deletes it. */
public final class FileCopies {
  private static final String FOLDER = "scratch-";

  private final @Nullable DatabaseFiles files;
  private final JdbcTemplate jdbc;

  /**
   * @param files the embedded database's; null: it is not embedded
   */
  FileCopies(@Nullable DatabaseFiles files, JdbcTemplate jdbc) {
    this.files = files;
    this.jdbc = jdbc;
  }

  /** What is copied; null: nothing is, the database is not embedded. */
  @Nullable DatabaseFiles files() {
    return files;
  }

  /** Copies for a process; where that dies, the copy goes when the files are next opened. */
  public void copyFor(long process) {
    DatabaseFiles own = Objects.requireNonNull(files, "an embedded database");
    Path folder = of(own, process).folder();
    try {
      FileSystemUtils.deleteRecursively(folder);
      own.roomFor(2);
      Folders.make(folder);
      jdbc.execute(DatabaseFiles.backupTo(folder));
    } catch (IOException e) {
      throw unusable(folder, e);
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /** Where a process finds the copy that was made for it. */
  public static DatabaseSettings of(DatabaseSettings database, long process) {
    DatabaseFiles own = Objects.requireNonNull(StorageConfiguration.files(database));
    return database.at(of(own, process).base().toString());
  }

  static DatabaseFiles of(DatabaseFiles own, long process) {
    return own.in(own.folder().resolve(FOLDER + process));
  }

  /** Deletes the copy that was made for a process. */
  public static void delete(DatabaseSettings copy) {
    delete(Objects.requireNonNull(StorageConfiguration.files(copy)).folder());
  }

  static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the copy in " + folder + " cannot be deleted", e);
    }
  }

  /** Deletes copies that died with their process. */
  static void forgetDead(DatabaseFiles files) throws IOException {
    if (!Files.isDirectory(files.folder())) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(files.folder(), FOLDER + "*")) {
      for (Path copy : found) {
        long process = Long.parseLong(copy.getFileName().toString().substring(FOLDER.length()));
        if (ProcessHandle.of(process).isEmpty()) {
          FileSystemUtils.deleteRecursively(copy);
        }
      }
    }
  }

  static StorageFull unusable(Path folder, Exception e) {
    return new StorageFull(
        "a copy of the database in %s cannot be made: %s".formatted(folder, e.getMessage()));
  }
}
