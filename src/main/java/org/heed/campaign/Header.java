package org.heed.campaign;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A file's columns, by name in any case; spaces, hyphens and underscores are alike. */
final class Header {
  private static final Pattern GAPS = Pattern.compile("[\\s\u00A0_-]+");

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Set<String> repeated = new LinkedHashSet<>();
  private final int width;

  Header(List<String> names) {
    width = names.size();
    for (int i = 0; i < width; i++) {
      String name = key(names.get(i));
      if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
        repeated.add(name);
      }
    }
  }

  static String key(String name) {
    return GAPS.matcher(trim(name).toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  /** Without the space around it, also of the kinds a spreadsheet or a web page brings. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && gap(text.charAt(from))) {
      from++;
    }
    while (to > from && gap(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean gap(char c) {
    return c == '\u00A0' || c == '\u200B' || c == '\uFEFF' || Character.isWhitespace(c);
  }

  Set<String> columns() {
    return columns.keySet();
  }

  /** Columns that stand there more than once. */
  Set<String> repeated() {
    return repeated;
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** What stands there, without surrounding space; empty: nothing, or no such column. */
  String cell(Row row, String column) {
    Integer index = columns.get(column);
    return index == null || index >= row.cells().size() ? "" : trim(row.cells().get(index));
  }

  /**
   * Refuses rows that cannot be told apart into columns, and characters no text may have.
   *
   * @param read the columns that are read
   */
  void check(Row row, Collection<String> read) throws RowProblem {
    RowProblem problem = row.problem();
    if (problem != null) {
      throw problem;
    }
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
    if (cells.size() == 1 && width > 1) {
      throw new RowProblem(
          "",
          cells.get(0),
          "found 1 cell, expected %d as in the header; a text with a line break in it needs quotes"
              .formatted(width));
    }
    for (String column : read) {
      String cell = cell(row, column);
      if (cell.indexOf('\0') >= 0) {
        throw new RowProblem(column, cell, "found a NUL character, expected text");
      }
      if (cell.indexOf('\uFFFD') >= 0) {
        throw new RowProblem(
            column, cell, "found a character that cannot be read, expected text in UTF-8");
      }
    }
  }
}
