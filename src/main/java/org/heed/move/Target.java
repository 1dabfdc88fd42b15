package org.heed.move;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.heed.storage.ServerSchema;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The new database: empty, or with the half that an earlier try has brought there. */
final class Target implements AutoCloseable {
  private static final String IDENTITIES =
      """
      select c.table_name, c.column_name,
        pg_get_serial_sequence(quote_ident(c.table_name), c.column_name)
      from information_schema.columns c
      where c.table_schema = current_schema() and c.is_identity = 'YES'
      """;

  private static final String TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'
      """;

  private static final String SEQUENCES =
      """
      select sequence_name from information_schema.sequences where sequence_schema = current_schema()
      """;

  private final Connection connection;
  private final Marks marks;
  private final boolean resumed;
  private final Set<String> tables;
  private final Set<String> sequences;

  Target(Connection connection, Marks marks) throws SQLException {
    this.connection = connection;
    this.marks = marks;
    this.resumed = marks.isBegun();
    this.tables = all(connection, TABLES);
    this.sequences = all(connection, SEQUENCES);
    tables.remove(ServerSchema.MARK);
    tables.remove("flyway_schema_history");
  }

  /** Whether an earlier try has brought rows. */
  boolean resumed() {
    return resumed;
  }

  Marks marks() {
    return marks;
  }

  /** Removes every row, also those a new schema begins with. */
  void empty() throws SQLException {
    connection.rollback();
    try (Statement statement = connection.createStatement()) {
      statement.execute(tables.stream().collect(Collectors.joining("\", \"", "truncate \"", "\"")));
    }
    marks.emptied();
    connection.commit();
  }

  /** Whether it has a table of this name. */
  boolean has(String table) {
    return tables.contains(table);
  }

  /** Whether a sequence gives numbers under this name. */
  boolean numbers(String sequence) {
    return sequences.contains(sequence);
  }

  /** Takes rows, and what is noted with them, or neither. */
  void take(Table table, ByteArrayOutputStream lines) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy \"%s\" (%s) from stdin"
                    .formatted(table.renewed(), table.columns(Column::renewed)));
    byte[] bytes = lines.toByteArray();
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /** Reads a table from its beginning to its end. */
  Contents.Sum sum(Table table, LongConsumer read) throws SQLException {
    Contents contents = new Contents();
    Line line = new Line();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(Pages.SIZE);
      try (ResultSet row =
          statement.executeQuery(
              "select %s from \"%s\"".formatted(table.columns(Column::renewed), table.renewed()))) {
        while (row.next()) {
          contents.add(line.of(table.columns(), row));
          read.accept(1);
        }
      }
    }
    connection.commit();
    return contents.sum();
  }

  /**
   * Sets what numbers rows behind all of them.
   *
   * @param next the old database's next numbers by table, in small letters
   */
  void number(Map<String, Long> next) throws SQLException {
    Map<String, String> highest = new TreeMap<>();
    Map<String, Long> at = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(IDENTITIES)) {
        while (row.next()) {
          highest.put(
              row.getString(3),
              "select max(\"" + row.getString(2) + "\") from \"" + row.getString(1) + '"');
          at.put(row.getString(3), next.getOrDefault(row.getString(1), 1L));
        }
      }
    }
    next.forEach(
        (name, number) -> {
          if (sequences.contains(name)) {
            at.put('"' + name + '"', number);
          }
        });
    for (Map.Entry<String, Long> one : at.entrySet()) {
      String most = highest.get(one.getKey());
      String found = most == null ? null : Opening.one(connection, most);
      long behind = Math.max(one.getValue(), found == null ? 1 : Long.parseLong(found) + 1);
      set(one.getKey(), behind);
    }
    connection.commit();
  }

  private void set(String sequence, long next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select setval(cast(? as regclass), ?, false)")) {
      statement.setString(1, sequence);
      statement.setLong(2, Math.max(1, next));
      statement.execute();
    }
  }

  /** Lets the server look at what it has, so that it finds it well. */
  void analyze() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
    connection.setAutoCommit(false);
  }

  /** The move is over: others may use it. */
  void release() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table \"" + ServerSchema.MARK + '"');
    }
    connection.commit();
  }

  private static Set<String> all(Connection connection, String sql) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
