package org.heed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.storage.MovedDatabase;
import org.heed.storage.ServeLock;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a database cannot be moved to, or not now: one line says why, and nothing is changed. */
@NullUnmarked
class MigrateRefusedTest {
  private static final String SECRET = "s3cret";

  @TempDir Path folder;
  private Office office;

  @BeforeEach
  void start() throws IOException {
    office = new Office(folder, "--heed.patience=100ms", "--heed.lease=1s");
    Files.writeString(folder.resolve("password"), SECRET + "\n");
    office.drop("people.csv", "student_id,email,mobile_phone", "S1,s1@x.edu,3125550110");
    office.heed("run", "import");
  }

  @AfterEach
  void end() {
    office.close();
  }

  /**
   * A new database, and what is wrong with it.
   *
   * @param sql makes it so
   */
  record Row(String sql, int status, String words) {
    @Override
    public String toString() {
      return words;
    }
  }

  static Stream<Row> databases() {
    return Stream.of(
        new Row(
            "create table bookings (id int)",
            2,
            "--to: found a database with tables in it, such as bookings; expected an empty one"),
        new Row("create view v as select 1", 2, "found a database with tables in it, such as v;"),
        new Row(
            history("21") + "; create table message (id int)",
            2,
            "found a database with tables in it, such as message;"),
        new Row(history("99"), 2, "found a database of schema version 99, expected an empty one"),
        new Row(
            history("21")
                + "; create table heed_move (name text, found text);"
                + " insert into heed_move values ('source', 'another'), ('version', '21')",
            2,
            "--to: found the half of another database's move"));
  }

  private static String history(String version) {
    return "create table flyway_schema_history (\"version\" text, \"success\" boolean);"
        + (" insert into flyway_schema_history values ('" + version + "', true)");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void a_database_that_is_not_empty_is_refused(Row row) throws SQLException {
    String url = TestDatabase.POSTGRESQL.newUrl(folder);
    run(url, row.sql());
    refused(row.status(), row.words(), "--to=" + plain(url), "--user=postgres");
    run(url, "select 1");
    assertThat(office.heed("status")).contains("waiting to be sent");
  }

  static Stream<List<String>> typed() {
    return Stream.of(
        List.of(
            "2", "--to: found \"jdbc:mysql://db/heed\", expected a URL", "jdbc:mysql://db/heed"),
        List.of("2", "--to: found \"jdbc:h2:x\"", "jdbc:h2:x;PASSWORD=" + SECRET),
        List.of(
            "2",
            "found a user or a password in the URL",
            "jdbc:postgresql://db/h?password=" + SECRET),
        List.of(
            "2",
            "found a user or a password in the URL",
            "jdbc:postgresql://db/h?a=b&sslpassword=" + SECRET),
        List.of(
            "2",
            "found a user or a password in the URL",
            "jdbc:postgresql://me:" + SECRET + "@db/h"),
        List.of(
            "1",
            "--to: nothing was moved, no connection to jdbc:postgresql://127.0.0.1:1/h can be had",
            "jdbc:postgresql://127.0.0.1:1/h?connectTimeout=2"),
        List.of(
            "2",
            "--password-file: found nowhere, and it cannot be read",
            "jdbc:postgresql://127.0.0.1:1/h",
            "--password-file=nowhere"),
        List.of(
            "2",
            "heed.home: found no database in ",
            "jdbc:postgresql://127.0.0.1:1/h",
            "--heed.home=HOME"),
        List.of(
            "2",
            "spring.datasource.url: found jdbc:postgresql://a/b, expected none",
            "jdbc:postgresql://127.0.0.1:1/h",
            "--spring.datasource.url=jdbc:postgresql://a/b"));
  }

  @ParameterizedTest
  @MethodSource("typed")
  void what_is_typed_wrongly_is_refused(List<String> row) {
    List<String> words = new ArrayList<>(List.of("--to=" + row.get(2)));
    row.subList(3, row.size())
        .forEach(word -> words.add(word.replace("HOME", folder.resolve("other").toString())));
    refused(Integer.parseInt(row.get(0)), row.get(1), words.toArray(String[]::new));
    assertThat(folder.resolve("other/db/heed.script")).doesNotExist();
  }

  @Test
  void a_server_that_does_not_take_the_password_or_has_no_such_database_is_told() throws Exception {
    String url = plain(TestDatabase.POSTGRESQL.newUrl(folder));
    refused(2, "--user or --password-file: ", "--to=" + url, "--user=nobody");
    refused(
        2,
        "--to: FATAL: database \"heednot\" does not exist; expected an empty one",
        "--to=" + url.replaceAll("/heed\\d+", "/heednot"),
        "--user=postgres");
    try (ServerSocket strict = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread refusing = new Thread(() -> refuse(strict));
      refusing.setDaemon(true);
      refusing.start();
      refused(
          2,
          "--user or --password-file: FATAL: password authentication failed",
          "--to=jdbc:postgresql://127.0.0.1:" + strict.getLocalPort() + "/heed",
          "--user=me",
          "--password-file=" + folder.resolve("password"));
    }
  }

  @Test
  void a_database_in_another_encoding_is_refused() throws SQLException {
    String url = TestDatabase.POSTGRESQL.newUrl(folder);
    run(
        url,
        "create database ascii encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template"
            + " template0");
    refused(
        2,
        "found a database with the encoding SQL_ASCII, expected UTF8",
        "--to=" + plain(url).replaceAll("/heed\\d+", "/ascii"),
        "--user=postgres");
  }

  @Test
  void one_that_heed_has_opened_already_is_refused_and_so_is_a_second_move() throws SQLException {
    String url = TestDatabase.POSTGRESQL.newUrl(folder);
    office.heed("status", "--spring.datasource.url=" + url);
    refused(2, "found a database with tables in it", "--to=" + plain(url), "--user=postgres");
    String other = TestDatabase.POSTGRESQL.newUrl(folder);
    try (Connection connection = DriverManager.getConnection(other);
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + 0x68656564_6d6f7665L + ")");
      refused(
          3,
          "nothing was moved: already running: another 'heed migrate'",
          "--to=" + plain(other),
          "--user=postgres");
    }
  }

  @Test
  void while_serve_is_up_nothing_is_moved() {
    String url = plain(TestDatabase.POSTGRESQL.newUrl(folder));
    ServeLock up = ServeLock.up(folder.resolve("home/db"));
    refused(3, "nothing was moved: 'heed serve' is up", "--to=" + url, "--user=postgres");
    up.close();
    office.heed("migrate", "--to=" + url, "--user=postgres");
    assertThat(MovedDatabase.in(folder.resolve("home/db")).to()).isEqualTo(url);
  }

  @Test
  void while_another_process_holds_it_nothing_is_moved() throws Exception {
    String url = plain(TestDatabase.POSTGRESQL.newUrl(folder));
    try (HeldGateway gateway = new HeldGateway(1)) {
      office.drop("c.csv", "phone,from,message", "+13125550110,Advising,Hi");
      office.heed("run", "import", "--heed.delivery.quiet-hours=off");
      Process run =
          gateway.heed(
              folder.resolve("home"), "serve", "--heed.jobs=" + Path.of("jobs").toAbsolutePath());
      try {
        Path out = folder.resolve("home/out");
        while (!Files.readString(out).contains("next at")) {
          assertThat(run.isAlive()).isTrue();
          Thread.onSpinWait();
        }
        refused(3, "nothing was moved: ", "--to=" + url, "--user=postgres");
      } finally {
        run.destroyForcibly();
        run.waitFor();
      }
    }
  }

  private void refused(int status, String words, String... typed) {
    List<String> all = new ArrayList<>(List.of("migrate"));
    all.addAll(List.of(typed));
    assertThat(office.run(all.toArray(String[]::new))).as(office.err()).isEqualTo(status);
    assertThat(office.err())
        .startsWith("heed: ")
        .contains(words)
        .hasLineCount(1)
        .doesNotContain(SECRET);
    assertThat(office.out()).isEmpty();
    assertThat(MovedDatabase.in(folder.resolve("home/db")).to()).isNull();
  }

  private static void run(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String plain(String url) {
    return url.substring(0, url.indexOf('?'));
  }

  /** Says to each client what PostgreSQL says of a wrong password. */
  private static void refuse(ServerSocket server) {
    byte[] words =
        "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"me\"\0\0"
            .getBytes(UTF_8);
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        while (length == 8) {
          in.readInt();
          client.getOutputStream().write('N');
          length = in.readInt();
        }
        in.readFully(new byte[length - 4]);
        client
            .getOutputStream()
            .write(
                ByteBuffer.allocate(5 + words.length)
                    .put((byte) 'E')
                    .putInt(4 + words.length)
                    .put(words)
                    .array());
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
