package org.heed.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heed.storage.ServerSchema;

/**
 * How far a move is, in a table of the new database that is there until it is over: whose move it
 * is, and of each table the key of the last row that is there.
 */
final class Marks {
  private static final String TABLE = '"' + ServerSchema.MARK + '"';
  private static final String ALL = "select name, found from " + TABLE;
  private static final String PUT =
      "insert into "
          + TABLE
          + " (name, found) values (?, ?) on conflict (name) do update set found = excluded.found";

  private static final String SOURCE = "source";
  private static final String VERSION = "version";
  private static final String EMPTIED = "emptied";
  private static final String ROWS = "table ";
  private static final String OVER = "-";

  private final Connection connection;
  private final Map<String, String> found = new TreeMap<>();

  private Marks(Connection connection) {
    this.connection = connection;
  }

  /** Begins them, before the first table is made. */
  static void begin(Connection connection, String source) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table " + TABLE + " (name varchar(200) primary key, found text not null)");
    }
    Marks marks = new Marks(connection);
    marks.put(SOURCE, source);
    marks.put(VERSION, String.valueOf(ServerSchema.VERSION));
    connection.commit();
  }

  static Marks read(Connection connection) throws SQLException {
    Marks marks = new Marks(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        marks.found.put(row.getString(1), row.getString(2));
      }
    }
    return marks;
  }

  boolean isOf(String source) {
    return source.equals(found.get(SOURCE));
  }

  boolean isOfThisVersion() {
    return String.valueOf(ServerSchema.VERSION).equals(found.get(VERSION));
  }

  /** Whether what a new schema holds is gone, so that rows may be there already. */
  boolean isBegun() {
    return found.containsKey(EMPTIED);
  }

  /** Forgets all rows; the caller has removed them. */
  void emptied() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from " + TABLE + " where name like '" + ROWS + "%'");
    }
    found.keySet().removeIf(name -> name.startsWith(ROWS));
    put(EMPTIED, "yes");
  }

  boolean isOver(Table table) {
    return OVER.equals(found.get(ROWS + table.renewed()));
  }

  void over(Table table) throws SQLException {
    put(ROWS + table.renewed(), OVER);
  }

  /** The key of the last row that is there; empty: none is. */
  List<String> last(Table table) {
    return Optional.ofNullable(found.get(ROWS + table.renewed()))
        .map(Marks::parts)
        .orElse(List.of());
  }

  void last(Table table, List<String> key) throws SQLException {
    StringBuilder text = new StringBuilder();
    key.forEach(part -> text.append(part.length()).append(':').append(part));
    put(ROWS + table.renewed(), text.toString());
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int colon = text.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
      parts.add(text.substring(colon + 1, end));
      at = end;
    }
    return parts;
  }

  private void put(String name, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
    found.put(name, value);
  }
}
