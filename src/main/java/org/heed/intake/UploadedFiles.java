package org.heed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.heed.csv.Tables;
import org.heed.csv.UnreadableFile;
import org.heed.storage.Folders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The files that were taken, as people sent them. */
@Component
public class UploadedFiles {
  private static final String MOVED =
      "select moved_as from import_file where id = ? and moved_as is not null";

  private final JdbcTemplate jdbc;
  private final Folders folders;
  private final Tables tables;

  UploadedFiles(JdbcTemplate jdbc, Folders folders, Tables tables) {
    this.jdbc = jdbc;
    this.folders = folders;
    this.tables = tables;
  }

  /** Opens a file in {@code done/}; empty: it is not there, or no longer what it was. */
  public Optional<UploadedFile> open(long fileId) {
    for (String name : jdbc.queryForList(MOVED, String.class, fileId)) {
      Path file = folders.folder("done").resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          return Optional.of(new UploadedFile(tables.of(file)));
        } catch (UnreadableFile changedByHand) {
          return Optional.empty();
        } catch (IOException e) {
          throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
      }
    }
    return Optional.empty();
  }
}
