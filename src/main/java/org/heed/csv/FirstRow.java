package org.heed.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * One message for all: where a campaign's row says nothing, what its first row says counts, unless
 * rows say different things; then one that says nothing is a mistake, for it might get words or a
 * sender that were meant for others.
 */
final class FirstRow {
  /** What goes together; a row that names a template has a message. */
  private static final List<List<String>> FILLED =
      List.of(List.of("from"), List.of("message", "template"), List.of("subject"));

  /** Opens the rows once more, as they stand in the file. */
  interface Reopened {
    Rows open() throws IOException, UnreadableFile;
  }

  private final Header header;
  private final Reopened file;
  private final Map<String, Boolean> same = new HashMap<>();
  private @Nullable Row first;

  FirstRow(Header header, Reopened file) {
    this.header = header;
    this.file = file;
  }

  /** A row with what it does not say; the first row comes first. */
  Row fill(Row row) throws UnreadableFile {
    Row all = first;
    if (all == null) {
      first = row;
      return row;
    }
    if (row.problem() != null || all.problem() != null || row.cells().size() < 2) {
      return row;
    }
    Map<Integer, String> filled = new LinkedHashMap<>();
    for (List<String> columns : FILLED) {
      if (columns.stream().allMatch(column -> header.cell(row, column).isEmpty())) {
        for (String column : columns) {
          String said = header.raw(all, column);
          if (said.isEmpty()) {
            continue;
          }
          if (isSame(column, said)) {
            header.places(List.of(column)).forEach(place -> filled.put(place, said));
          } else if (!column.equals("subject")) {
            return new Row(row.line(), row.cells(), mistake(column));
          }
        }
      }
    }
    if (filled.isEmpty()) {
      return row;
    }
    List<String> cells = new ArrayList<>(row.cells());
    filled.forEach(
        (place, said) -> {
          while (cells.size() <= place) {
            cells.add("");
          }
          cells.set(place, said);
        });
    return new Row(row.line(), cells, null);
  }

  private static RowProblem mistake(String column) {
    return new RowProblem(
        column,
        "",
        Phrases.of(column.equals("from") ? "row.no.sender.others" : "row.message.empty.others"));
  }

  /** Whether no row says anything else; asked for when one says nothing. */
  private boolean isSame(String column, String said) throws UnreadableFile {
    Boolean known = same.get(column);
    if (known != null) {
      return known;
    }
    boolean is = true;
    try (Rows rows = file.open()) {
      for (Row row = rows.next(); is && row != null; row = rows.next()) {
        is = header.cell(row, column).isEmpty() || header.raw(row, column).equals(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    same.put(column, is);
    return is;
  }
}
