package org.heed.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Copies of the embedded database in {@code backup/}, each opened and compared before it counts: a
 * folder a night, to be copied to an empty {@code db} folder as it is.
 */
public final class Backup {
  private static final Logger log = LoggerFactory.getLogger(Backup.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final @Nullable DatabaseFiles files;
  private final Folders folders;
  private final JdbcTemplate jdbc;
  private final int kept;

  /**
   * @param files the embedded database's; null: it is not embedded
   * @param kept how many of the latest are kept; 0: none is made
   */
  Backup(@Nullable DatabaseFiles files, Folders folders, JdbcTemplate jdbc, int kept) {
    this.files = files;
    this.folders = folders;
    this.jdbc = jdbc;
    this.kept = kept;
  }

  /**
   * Makes one, and removes the oldest; nothing else is running. What hinders it is a warning: the
   * night has done its work.
   *
   * @param now names it
   */
  public void make(Instant now) {
    DatabaseFiles own = files;
    if (own == null || kept == 0) {
      return;
    }
    Path all = folders.folder("backup");
    Path part = all.resolve(".part");
    try {
      FileSystemUtils.deleteRecursively(part);
      long needed =
          DatabaseFiles.ENDINGS.stream().mapToLong(e -> DatabaseFiles.size(own.file(e))).sum();
      long free = Files.getFileStore(all).getUsableSpace();
      if (free < 2 * needed) {
        log.warn(
            "no backup of the database was made: found {} bytes free on the volume of {}, expected"
                + " at least {}",
            free,
            all,
            2 * needed);
        return;
      }
      Folders.make(part);
      jdbc.execute(DatabaseFiles.backupTo(part));
      verify(own.in(part));
      own.in(part).witness();
      try (Stream<Path> made = Files.list(part)) {
        made.forEach(Folders::ownerOnly);
      }
      Path done = all.resolve(NAME.format(now));
      FileSystemUtils.deleteRecursively(done);
      Files.move(part, done, StandardCopyOption.ATOMIC_MOVE);
      removeOldest(all);
    } catch (IOException | SQLException | RuntimeException e) {
      log.warn("no backup of the database was made in {}: {}", all, e.getMessage());
    }
  }

  /** A backup that cannot be opened, or holds less, is none. */
  private void verify(DatabaseFiles made) throws SQLException, IOException {
    Witness held = jdbc.execute((java.sql.Statement s) -> DatabaseCopy.contents(s));
    Witness found;
    try (DatabaseCopy copy = DatabaseCopy.of(made)) {
      found = copy.contents();
    }
    if (!found.equals(held)) {
      throw new IOException("opened again, it does not hold what the database holds");
    }
  }

  private void removeOldest(Path all) throws IOException {
    List<Path> made;
    try (Stream<Path> found = Files.list(all)) {
      made =
          found
              .filter(path -> path.getFileName().toString().matches("\\d{8}T\\d{6}Z"))
              .sorted()
              .toList();
    }
    for (Path old : made.subList(0, Math.max(0, made.size() - kept))) {
      FileSystemUtils.deleteRecursively(old);
    }
  }
}
