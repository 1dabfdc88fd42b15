package org.heed.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.util.FileSystemUtils;

/**
 * A copy of the embedded database's files, to look into without a change to the files themselves.
 */
final class DatabaseCopy implements AutoCloseable {
  private static final String CONTENTS =
      """
      select (select coalesce(max(id), 0) from attempt), (select coalesce(max(id), 0) from message),
        (select coalesce(max(id), 0) from consent_event)
      from (values (0))
      """;

  private final Path folder;

  private DatabaseCopy(Path folder) {
    this.folder = folder;
  }

  /** Copies beside the files, where there is as much room as they have. */
  static DatabaseCopy of(DatabaseFiles files) throws IOException {
    Path folder = Files.createTempDirectory(files.folder(), "check");
    for (String ending : DatabaseFiles.ENDINGS) {
      if (Files.exists(files.file(ending))) {
        Files.copy(files.file(ending), folder.resolve("heed." + ending));
      }
    }
    return new DatabaseCopy(folder);
  }

  /** A copy that is there already, whoever removes it. */
  static Witness contents(Path folder) throws SQLException {
    String url = "jdbc:hsqldb:file:" + folder.resolve("heed") + ";hsqldb.lock_file=false";
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement()) {
      try {
        return contents(statement);
      } finally {
        statement.execute("shutdown immediately");
      }
    }
  }

  Witness contents() throws SQLException {
    return contents(folder);
  }

  /** The highest ids there are. */
  static Witness contents(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(CONTENTS)) {
      row.next();
      return new Witness(0, 0, 0, row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  @Override
  public void close() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }
}
