package org.heed.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the old database, page by page in the order of its key: whatever it is asked for it
 * has in memory at once.
 */
final class Pages {
  static final int SIZE = 5_000;

  private final Connection old;
  private final Table table;
  private List<String> last;
  private boolean over;

  /**
   * @param after the key it goes on behind; empty: at the beginning
   */
  Pages(Connection old, Table table, List<String> after) {
    this.old = old;
    this.table = table;
    this.last = after;
  }

  /** Gets each row of a page. */
  interface Rows {
    void row(ResultSet row) throws SQLException;
  }

  /** The key of the last row that was read. */
  List<String> last() {
    return last;
  }

  /** Reads a page; false: there is none any more. */
  boolean next(Rows to) throws SQLException {
    if (over) {
      return false;
    }
    if (table.key().isEmpty()) {
      over = true;
      return all(to) > 0;
    }
    int read = last.isEmpty() ? page(0, to) : 0;
    // Behind the last row: first what has all of its key but the end, and so on.
    for (int same = table.key().size() - 1; same >= 0 && read < SIZE && !last.isEmpty(); same--) {
      read += page(same + 1, to);
    }
    return read > 0;
  }

  private int all(Rows to) throws SQLException {
    try (Statement statement = old.createStatement()) {
      statement.execute("set session result memory rows " + SIZE);
      try (ResultSet row = statement.executeQuery(select())) {
        int read = 0;
        while (row.next()) {
          to.row(row);
          read++;
        }
        return read;
      } finally {
        statement.execute("set session result memory rows 0");
      }
    }
  }

  private String select() {
    return "select %s from \"%s\"".formatted(table.columns(Column::old), table.name());
  }

  /**
   * @param bound how many columns of the key are given, the last of them as what lies before; 0:
   *     none
   */
  private int page(int bound, Rows to) throws SQLException {
    List<Column> key = table.key();
    StringBuilder sql = new StringBuilder(select());
    for (int i = 0; i < bound; i++) {
      sql.append(i == 0 ? " where " : " and ")
          .append(key.get(i).old())
          .append(i == bound - 1 ? " > ?" : " = ?");
    }
    sql.append(key.stream().map(Column::old).collect(Collectors.joining(", ", " order by ", "")));
    sql.append(" fetch first ").append(SIZE).append(" rows only");
    try (PreparedStatement statement = old.prepareStatement(sql.toString())) {
      for (int i = 0; i < bound; i++) {
        if (isNumber(key.get(i))) {
          statement.setLong(i + 1, Long.parseLong(last.get(i)));
        } else {
          statement.setString(i + 1, last.get(i));
        }
      }
      try (ResultSet row = statement.executeQuery()) {
        return read(row, to);
      }
    }
  }

  private int read(ResultSet row, Rows to) throws SQLException {
    int read = 0;
    List<String> key = last;
    while (row.next()) {
      to.row(row);
      key = new ArrayList<>();
      for (Column column : table.key()) {
        key.add(String.valueOf(column.text(row, table.columns().indexOf(column) + 1)));
      }
      read++;
    }
    last = key;
    return read;
  }

  private static boolean isNumber(Column column) {
    return switch (column.type()) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
      default -> false;
    };
  }
}
