package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.heed.csv.Row;
import org.heed.csv.Rows;
import org.heed.csv.Table;
import org.heed.csv.UnreadableFile;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Loader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a checked file from its first row on, also after a restart: which rows are taken already is
 * written with the file, in the transaction that takes them.
 */
final class FileReader implements ItemStreamReader<Row> {
  private final Loaders loaders;
  private final ImportFiles files;
  private final long fileId;
  private @Nullable Rows rows;
  private @Nullable Loader loader;

  FileReader(Loaders loaders, ImportFiles files, long fileId) {
    this.loaders = loaders;
    this.files = files;
    this.fileId = fileId;
  }

  /** The loader of the file that is open. */
  Loader loader() {
    return java.util.Objects.requireNonNull(loader);
  }

  @Override
  public void open(ExecutionContext context) {
    ImportFile file = files.get(fileId);
    if (file.state() != ImportFile.State.LOADING) {
      return;
    }
    try {
      Table table = loaders.table(file);
      loader = loaders.loader(file, table);
      rows = table.rows();
    } catch (UnreadableFile e) {
      throw new ItemStreamException(e.reason(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Row read() throws UnreadableFile {
    return rows == null ? null : rows.next();
  }

  @Override
  public void close() {
    try {
      if (rows != null) {
        rows.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows = null;
    loader = null;
  }
}
