package org.heed.csv;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.heed.address.Marks;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A file's columns, by name in any case; spaces, hyphens and underscores are alike. A column that
 * goes by another name is known by the one that is meant, and is found by both.
 */
public final class Header {
  private static final Pattern GAPS = Pattern.compile("[\\s\u00A0_-]+");

  private static final List<String> KNOWN =
      List.of("first_name", "last_name", "student_id", "email");

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Map<String, String> called = new LinkedHashMap<>();
  private final Map<String, String> written = new LinkedHashMap<>();
  private final Map<String, String> statuses;
  private final Set<String> repeated = new LinkedHashSet<>();
  private final int width;

  Header(List<String> names) {
    this(names, Map.of(), Map.of());
  }

  /**
   * @param meant for each place with another name the column that is meant
   * @param statuses what words of the institution's say in the column {@code sms_status}
   */
  Header(List<String> names, Map<Integer, String> meant, Map<String, String> statuses) {
    this.statuses = statuses;
    width = width(names);
    meant.forEach(
        (at, column) -> {
          columns.put(column, at);
          called.putIfAbsent(key(names.get(at)), column);
        });
    for (int i = 0; i < width; i++) {
      String name = key(names.get(i));
      if (!name.isEmpty()) {
        written.putIfAbsent(meant.getOrDefault(i, name), trim(names.get(i)));
        if (!meant.containsKey(i)
            && !meant.containsValue(name)
            && columns.putIfAbsent(name, i) != null) {
          repeated.add(name);
        }
      }
    }
  }

  /** A spreadsheet may write thousands of empty cells behind the last name. */
  private static int width(List<String> names) {
    int width = names.size();
    while (width > 0 && trim(names.get(width - 1)).isEmpty()) {
      width--;
    }
    return width;
  }

  public static String key(String name) {
    String plain = Cells.composed(trim(Marks.without(name))).toLowerCase(Locale.ROOT);
    return GAPS.matcher(plain).replaceAll("_");
  }

  /** Without the space around it, also of the kinds a spreadsheet or a web page brings. */
  public static String trim(String text) {
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
    // The last of these ends a file of DOS.
    return c == '\u200B'
        || c == '\uFEFF'
        || c == '\u001A'
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  public Set<String> columns() {
    return columns.keySet();
  }

  /** Columns that stand there more than once. */
  Set<String> repeated() {
    return repeated;
  }

  /** Whether there is a column of this name, Heed's or the file's. */
  public boolean has(String column) {
    return columns.containsKey(column) || called.containsKey(column);
  }

  /** The column, or what is known of every person, that a name means; null: none. */
  public @Nullable String meant(String name) {
    String key = key(name);
    if (has(key)) {
      return key;
    }
    String plain = Columns.plain(name);
    return KNOWN.stream()
        .filter(column -> Columns.names(FileKind.CAMPAIGN, column).contains(plain))
        .findFirst()
        .orElse(null);
  }

  /** Where columns stand. */
  Set<Integer> places(Collection<String> named) {
    Set<Integer> places = new HashSet<>();
    named.stream().map(columns::get).filter(Objects::nonNull).forEach(places::add);
    return places;
  }

  /** The columns as the file names them. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(columns.keySet());
    keys.addAll(called.keySet());
    return keys;
  }

  /** The column a key of the file is read as. */
  String column(String key) {
    return called.getOrDefault(key, key);
  }

  /** Whether a column goes by another name than Heed's. */
  public boolean isCalledOtherwise(String column) {
    return called.containsValue(column);
  }

  /** A column's name for the file's owner: as the file has it, where it is another. */
  public String shown(String column) {
    return isCalledOtherwise(column) ? written.getOrDefault(column, column) : column;
  }

  /** A column's name as it is written. */
  public String written(String column) {
    return written.getOrDefault(column, column);
  }

  /** The columns, as they are written, that no column of these is meant by. */
  public List<String> others(Collection<String> used) {
    return written.entrySet().stream()
        .filter(column -> !used.contains(column.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What stands there, without surrounding space; empty: nothing, or no such column. */
  public String cell(Row row, String column) {
    String meant = called.getOrDefault(column, column);
    String text = CellText.read(meant, raw(row, meant));
    return statuses.isEmpty() || !meant.equals("sms_status")
        ? text
        : statuses.getOrDefault(Columns.plain(text), text);
  }

  String raw(Row row, String column) {
    Integer index = columns.get(column);
    return index == null || index >= row.cells().size() ? "" : row.cells().get(index);
  }

  /**
   * Refuses rows that cannot be told apart into columns, characters no text may have, and values
   * that are none.
   *
   * @param read the columns that are read
   */
  public void check(Row row, Collection<String> read) throws RowProblem {
    RowProblem problem = row.problem();
    if (problem != null) {
      throw problem;
    }
    List<String> cells = row.cells();
    for (int i = width; i < cells.size(); i++) {
      if (!trim(cells.get(i)).isEmpty()) {
        throw new RowProblem("", cells.get(i), Phrases.of("row.cells", cells.size(), width));
      }
    }
    if (cells.size() == 1 && width > 1) {
      throw new RowProblem("", cells.get(0), Phrases.of("row.cell", width));
    }
    for (String column : read) {
      text(row, column);
      value(row, column);
    }
  }

  /** Refuses a cell with characters no text may have. */
  public void text(Row row, String column) throws RowProblem {
    String cell = trim(raw(row, column));
    String problem = CellText.problem(cell);
    if (problem != null) {
      throw new RowProblem(column, cell, problem);
    }
  }

  /** Refuses a cell that shows that its value is lost. */
  public void value(Row row, String column) throws RowProblem {
    String cell = cell(row, column);
    String problem = CellText.noValue(column, cell);
    if (problem != null) {
      throw new RowProblem(column, cell, problem);
    }
  }
}
