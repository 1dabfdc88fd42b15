package org.heed.move;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every table the old database has, as it says itself: what comes to be later is carried too. */
final class Tables {
  private static final String SCHEMA = "PUBLIC";

  /** Each database has its own list of how it came to be. */
  private static final String HISTORY = "flyway_schema_history";

  private Tables() {}

  /** All of them, each after those its rows refer to. */
  static List<Table> of(Connection old) throws SQLException {
    DatabaseMetaData data = old.getMetaData();
    List<Table> found = new ArrayList<>();
    try (ResultSet row = data.getTables(null, SCHEMA, "%", new String[] {"TABLE"})) {
      while (row.next()) {
        String name = row.getString("TABLE_NAME");
        if (!name.equals(HISTORY)) {
          List<Column> columns = columns(data, name);
          found.add(new Table(name, columns, key(data, name, columns), parents(data, name)));
        }
      }
    }
    return inOrder(found);
  }

  private static List<Column> columns(DatabaseMetaData data, String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet row = data.getColumns(null, SCHEMA, escaped(data, table), "%")) {
      while (row.next()) {
        columns.add(new Column(row.getString("COLUMN_NAME"), row.getInt("DATA_TYPE")));
      }
    }
    return columns;
  }

  private static String escaped(DatabaseMetaData data, String table) throws SQLException {
    return table.replace("_", data.getSearchStringEscape() + "_");
  }

  private static List<Column> key(DatabaseMetaData data, String table, List<Column> columns)
      throws SQLException {
    Map<Integer, Column> key = new TreeMap<>();
    try (ResultSet row = data.getPrimaryKeys(null, SCHEMA, table)) {
      while (row.next()) {
        for (Column column : columns) {
          if (column.name().equals(row.getString("COLUMN_NAME"))) {
            key.put(row.getInt("KEY_SEQ"), column);
          }
        }
      }
    }
    return List.copyOf(key.values());
  }

  private static Set<String> parents(DatabaseMetaData data, String table) throws SQLException {
    Set<String> parents = new HashSet<>();
    try (ResultSet row = data.getImportedKeys(null, SCHEMA, table)) {
      while (row.next()) {
        parents.add(row.getString("PKTABLE_NAME"));
      }
    }
    parents.remove(table);
    return parents;
  }

  private static List<Table> inOrder(List<Table> all) {
    List<Table> left = new ArrayList<>(all);
    left.sort(Comparator.comparing(Table::name));
    List<Table> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>();
    while (!left.isEmpty()) {
      List<Table> next = left.stream().filter(one -> done.containsAll(one.parents())).toList();
      if (next.isEmpty()) {
        throw new IllegalStateException("tables that refer to each other: " + left);
      }
      ordered.addAll(next);
      next.forEach(one -> done.add(one.name()));
      left.removeAll(next);
    }
    return ordered;
  }
}
