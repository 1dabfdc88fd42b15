package org.heed.csv;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dropped file as a table: what it is, its columns and its rows, however it is written. */
public final class Table {
  private final Source source;
  private final long headerLine;
  private final List<String> names;
  private final Header header;
  private final FileKind kind;

  Table(HeaderSearch.Found found, FileKind kind) {
    this.source = found.source();
    this.headerLine = found.line();
    this.names = found.names();
    this.header = found.header();
    this.kind = kind;
  }

  Source source() {
    return source;
  }

  /** Where the header stands. */
  long headerLine() {
    return headerLine;
  }

  /** The columns' names as they are written. */
  public List<String> names() {
    return names;
  }

  public Header header() {
    return header;
  }

  public FileKind kind() {
    return kind;
  }

  /** Opens the rows below the header, blank ones left out. */
  public Rows rows() throws IOException, UnreadableFile {
    Rows rows = source.open();
    Row row = rows.next();
    while (row != null && row.line() < headerLine) {
      row = rows.next();
    }
    return new Rows() {
      @Override
      public @Nullable Row next() throws UnreadableFile {
        Row next = rows.next();
        while (next != null && next.blank()) {
          next = rows.next();
        }
        return next;
      }

      @Override
      public void close() throws IOException {
        rows.close();
      }
    };
  }
}
