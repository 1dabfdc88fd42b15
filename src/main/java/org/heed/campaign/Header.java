package org.heed.campaign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A file's columns, by name in any case; spaces, hyphens and underscores are alike. */
final class Header {
  private static final Pattern GAPS = Pattern.compile("[\\s\u00A0_-]+");

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final int width;

  /**
   * @throws UnreadableFile when a column stands there twice
   */
  Header(List<String> names, long line) throws UnreadableFile {
    width = names.size();
    for (int i = 0; i < width; i++) {
      String name = key(names.get(i));
      if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
        throw new UnreadableFile(
            line, "the column " + name + " stands there twice, expected each column once");
      }
    }
  }

  static String key(String name) {
    return GAPS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  Set<String> columns() {
    return columns.keySet();
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** What stands there, without surrounding space; empty: nothing, or no such column. */
  String cell(Row row, String column) {
    Integer index = columns.get(column);
    return index == null || index >= row.cells().size() ? "" : row.cells().get(index).strip();
  }

  /** Refuses rows that cannot be told apart into columns, and characters no text may have. */
  void check(Row row) throws RowProblem {
    List<String> cells = row.cells();
    for (int i = width; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        throw new RowProblem(
            "",
            cells.get(i),
            "found %d cells, expected %d as in the header; a text with the delimiter in it needs quotes"
                .formatted(cells.size(), width));
      }
    }
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      if (column.getValue() < cells.size() && cells.get(column.getValue()).indexOf('\0') >= 0) {
        throw new RowProblem(
            column.getKey(), cells.get(column.getValue()), "found a NUL character, expected text");
      }
    }
  }
}
