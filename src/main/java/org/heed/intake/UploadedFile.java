package org.heed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.heed.csv.Header;
import org.heed.csv.Row;
import org.heed.csv.Rows;
import org.heed.csv.Table;
import org.heed.csv.UnreadableFile;
import org.jspecify.annotations.Nullable;

/** A file as it was sent, read once from its first row to its last. */
public final class UploadedFile implements AutoCloseable {
  private final Rows rows;
  private final List<String> columns;
  private @Nullable Row next;

  private final Header header;

  UploadedFile(Table table) throws IOException, UnreadableFile {
    header = table.header();
    rows = table.asWritten();
    columns = table.names();
    next = rows.next();
  }

  /** The header as it was written. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The cells of a line, one a column; those beyond the header are with the last one.
   *
   * @param line as a spreadsheet counts, higher than the one asked for before
   */
  public List<String> row(long line) {
    goTo(line);
    List<String> cells = next == null || next.line() > line ? List.of() : next.cells();
    List<String> row = new ArrayList<>(cells.subList(0, Math.min(cells.size(), columns.size())));
    while (row.size() < columns.size()) {
      row.add("");
    }
    if (cells.size() > columns.size()) {
      row.set(
          columns.size() - 1, String.join(", ", cells.subList(columns.size() - 1, cells.size())));
    }
    return row;
  }

  /**
   * A cell by its column's name; empty: there is none.
   *
   * @param line as of {@link #row}, or the same once more
   */
  public String cell(long line, String column) {
    goTo(line);
    Row here = next;
    return here == null || here.line() > line ? "" : header.cell(here, column);
  }

  private void goTo(long line) {
    try {
      while (next != null && next.line() < line) {
        next = rows.next();
      }
    } catch (UnreadableFile changedByHand) {
      next = null;
    }
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
