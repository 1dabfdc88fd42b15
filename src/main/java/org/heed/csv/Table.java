package org.heed.csv;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A dropped file as a table: what it is, its columns and its rows, however it is written. */
public final class Table {
  private static final int NAMED = 10;
  private static final Set<String> TIMES = Set.of("at", "send_after");

  private final Source source;
  private final long headerLine;
  private final List<String> names;
  private final Header header;
  private final FileKind kind;

  Table(HeaderSearch.Found found, Header header, FileKind kind) {
    this.source = found.source();
    this.headerLine = found.line();
    this.names = found.names();
    this.header = header;
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

  /**
   * Which columns nothing is done with, in words; null: none.
   *
   * @param placeholders those that texts are filled with
   */
  public @Nullable String unused(Collection<String> placeholders) {
    Set<String> used = new HashSet<>(placeholders);
    used.addAll(kind.columns());
    used.addAll(kind.ignored());
    List<String> others = header.others(used);
    if (others.isEmpty()) {
      return null;
    }
    String named =
        others.stream()
            .limit(NAMED)
            .map(
                name -> {
                  String nearest = Columns.nearest(kind, name);
                  return '"'
                      + Words.line(name, 60)
                      + '"'
                      + (nearest == null ? "" : " (nearest: " + nearest + ")");
                })
            .collect(Collectors.joining(", "));
    int more = others.size() - NAMED;
    return (others.size() == 1 ? "the column " : "the columns ")
        + named
        + (more > 0 ? " and " + Words.count(more) + " more" : "")
        + (others.size() == 1 ? " is not used" : " are not used");
  }

  /** Opens the rows below the header, blank ones left out. */
  public Rows rows() throws IOException, UnreadableFile {
    Rows rows = source.open(header.places(TIMES));
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
