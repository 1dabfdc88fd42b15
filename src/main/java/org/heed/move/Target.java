package org.heed.move;

import java.io.ByteArrayOutputStream;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.ServerSchema;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The new database: empty, or with the half that an earlier try has brought there. */
final class Target implements AutoCloseable {
  /** Among the server's advisory locks; it goes with its connection. */
  private static final long LOCK = 0x68656564_6d6f7665L;

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

  private Target(Connection connection, Marks marks) throws SQLException {
    this.connection = connection;
    this.marks = marks;
    this.resumed = marks.isBegun();
    this.tables = all(connection, TABLES);
    this.sequences = all(connection, SEQUENCES);
    tables.remove(ServerSchema.MARK);
    tables.remove("flyway_schema_history");
  }

  /**
   * Opens it.
   *
   * @param source who is to be moved there
   * @param gone whether it says that it has been moved there
   * @param patience how long another that moves there is waited for: a killed one's connection may
   *     live a little longer
   * @throws ConfigurationProblem for one that cannot take it
   */
  static Target open(DatabaseSettings server, String source, boolean gone, Duration patience)
      throws SQLException {
    Connection connection = connect(server);
    try {
      connection.setAutoCommit(false);
      lock(connection, patience);
      check(connection);
      if (!ServerSchema.tables(connection).contains(ServerSchema.MARK)) {
        if (gone) {
          throw new ConfigurationProblem(
              "--to: the database was moved to " + Server.shown(server.url()) + " already");
        }
        refuseUsed(connection);
        connection.commit();
        ServerSchema.begin(server);
        Marks.begin(connection, source);
      }
      Marks marks = Marks.read(connection);
      refuseOthers(marks, source);
      connection.commit();
      if (!marks.isBegun()) {
        ServerSchema.make(server);
      }
      return new Target(connection, marks);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(DatabaseSettings server) throws SQLException {
    try {
      return ServerSchema.connections(server).getConnection();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("28")) {
        throw new ConfigurationProblem("--user or --password-file: " + words(e));
      }
      if (state.startsWith("3D")) {
        throw new ConfigurationProblem("--to: " + words(e) + "; expected an empty one");
      }
      throw new MoveFailed(
          "--to: nothing was moved, no connection to "
              + (Server.shown(server.url()) + " can be had: " + words(e)),
          e);
    }
  }

  private static String words(SQLException e) {
    String words = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    return e.getCause() instanceof UnknownHostException unknown
        ? words + " There is no host " + unknown.getMessage() + "."
        : words;
  }

  private static void lock(Connection connection, Duration patience) throws SQLException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!"t".equals(one(connection, "select pg_try_advisory_lock(" + LOCK + ")"))) {
      if (System.nanoTime() > giveUp) {
        throw new DatabaseBusy("already running: another 'heed migrate' moves to this database");
      }
      connection.commit();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static void check(Connection connection) throws SQLException {
    String encoding = one(connection, "show server_encoding");
    if (!"UTF8".equals(encoding)) {
      throw new ConfigurationProblem(
          "--to: found a database with the encoding " + encoding + ", expected UTF8");
    }
    int version = ServerSchema.version(connection);
    if (version > ServerSchema.VERSION) {
      throw new ConfigurationProblem(
          "--to: found a database of schema version %d, expected an empty one: a newer Heed has used it; nothing was changed"
              .formatted(version));
    }
  }

  private static void refuseUsed(Connection connection) throws SQLException {
    List<String> tables = ServerSchema.tables(connection);
    if (!tables.isEmpty()) {
      throw new ConfigurationProblem(
          "--to: found a database with tables in it, such as "
              + tables.stream().sorted().limit(3).collect(Collectors.joining(", "))
              + "; expected an empty one, which nothing has opened yet; nothing was changed");
    }
  }

  private static void refuseOthers(Marks marks, String source) {
    if (!marks.isOf(source)) {
      throw new ConfigurationProblem(
          "--to: found the half of another database's move, expected an empty database, or the"
              + " half of this one; nothing was changed");
    }
    if (!marks.isOfThisVersion()) {
      throw new ConfigurationProblem(
          "--to: found the half of a move that another version of Heed has begun, expected an"
              + " empty database; nothing was changed");
    }
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
      String found = most == null ? null : one(connection, most);
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

  private static @Nullable String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
