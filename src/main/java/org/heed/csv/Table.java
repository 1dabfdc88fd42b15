package org.heed.csv;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.words.DateOrder;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A dropped file as a table: what it is, its columns and its rows, however it is written. */
public final class Table {
  private static final int NAMED = 10;
  private static final Set<String> TIMES = Set.of("at", "send_after", "captured_at");

  private final Source source;
  private final long headerLine;
  private final List<String> names;
  private final Header header;
  private final FileKind kind;
  private final Map<String, DateOrder> orders = new HashMap<>();
  private @Nullable FirstRow first;

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
   * What to tell of the table once its rows were read, in words; null: nothing. Which columns and
   * sheets nothing is done with, and which rows say what the first one says though others do not.
   *
   * @param others columns that were of use beside its kind's own
   */
  public @Nullable String told(Collection<String> others) throws IOException {
    String told =
        Stream.of(
                unusedColumns(others),
                named(source.unread(), name -> name, "file.sheets.unread"),
                first == null ? null : first.told())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return told.isEmpty() ? null : told;
  }

  private @Nullable String unusedColumns(Collection<String> of) {
    Set<String> used = new HashSet<>(of);
    used.addAll(kind.columns());
    used.addAll(kind.ignored());
    if (!header.has("basis")) {
      used.removeIf(column -> !of.contains(column) && FileKind.isOfBasis(column));
    }
    List<String> others = header.others(used);
    return named(
        others,
        name -> {
          String nearest = Columns.nearest(kind, name);
          return '"'
              + Words.line(name, 60)
              + '"'
              + (nearest == null ? "" : Phrases.of("file.column.nearest", nearest));
        },
        "file.columns.unused");
  }

  private static @Nullable String named(
      List<String> all, UnaryOperator<String> shown, String phrase) {
    if (all.isEmpty()) {
      return null;
    }
    return Phrases.of(
        phrase,
        all.stream().limit(NAMED).map(shown).collect(Collectors.joining(", ")),
        all.size(),
        Math.max(0, all.size() - NAMED));
  }

  /** In which order the dates of a column are written. */
  DateOrder order(String column) {
    return orders.getOrDefault(column, DateOrder.UNKNOWN);
  }

  private List<String> times() {
    return TIMES.stream().filter(kind.columns()::contains).toList();
  }

  /** Looks through all rows for how their dates are written. */
  void readOrders(String country) throws IOException, UnreadableFile {
    Map<String, DateOrder.Column> columns = new HashMap<>();
    times().stream().filter(header::has).forEach(at -> columns.put(at, new DateOrder.Column()));
    if (columns.isEmpty()) {
      return;
    }
    try (Rows rows = asWritten()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        Row one = row;
        columns.forEach((column, dates) -> dates.add(header.cell(one, column)));
      }
    }
    columns.forEach((column, dates) -> orders.put(column, dates.order(country)));
  }

  /** Opens the rows below the header, blank ones left out, each with all it is to say. */
  public Rows rows() throws IOException, UnreadableFile {
    FirstRow all = new FirstRow(header, this::asWritten);
    first = all;
    return rows(row -> kind == FileKind.CAMPAIGN ? all.fill(row) : row);
  }

  /** The same as they stand in the file. */
  public Rows asWritten() throws IOException, UnreadableFile {
    return rows(row -> row);
  }

  private interface Each {
    Row row(Row row) throws UnreadableFile;
  }

  private Rows rows(Each each) throws IOException, UnreadableFile {
    Rows rows = source.open(header.places(times()));
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
        return next == null ? null : each.row(next);
      }

      @Override
      public void close() throws IOException {
        rows.close();
      }
    };
  }
}
