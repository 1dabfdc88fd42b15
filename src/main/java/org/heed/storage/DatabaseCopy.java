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
      select greatest(coalesce((select max(id) from attempt), 0),
          coalesce((select max(attempt_id) from intent), 0)),
        coalesce((select max(id) from message), 0),
        coalesce((select max(id) from consent_event), 0)
      from (values (0))
      """;

  private static final String NAME = "copy";

  private final Path folder;
  private final DatabaseFiles files;

  private DatabaseCopy(Path folder, DatabaseFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /** Copies beside the files. */
  static DatabaseCopy of(DatabaseFiles files) throws IOException {
    Path folder = files.folder().resolve("check");
    FileSystemUtils.deleteRecursively(folder);
    Folders.make(folder);
    DatabaseCopy copy = new DatabaseCopy(folder, files);
    try {
      for (String ending : DatabaseFiles.ENDINGS) {
        if (Files.exists(files.file(ending))) {
          Files.copy(files.file(ending), folder.resolve(NAME + "." + ending));
        }
      }
      return copy;
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  /** Opens the copy and tells the highest ids in it. */
  Witness contents() throws SQLException {
    String url = "jdbc:hsqldb:file:" + folder.resolve(NAME) + ";hsqldb.lock_file=false";
    try (Connection connection = DriverManager.getConnection(url, files.user(), files.password());
        Statement statement = connection.createStatement()) {
      try {
        return contents(statement);
      } finally {
        statement.execute("shutdown immediately");
      }
    }
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
