package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** The embedded database's files, as a crash, an accident or somebody else leaves them. */
@NullUnmarked
class DamagedDatabaseTest {
  @TempDir static Path started;
  private static Path killed;
  private static Path closed;
  private static Path backup;

  @TempDir Path home;

  /** Two nights, the files as a kill after the second leaves them, and as an orderly end does. */
  @BeforeAll
  static void nights() throws IOException {
    killed = started.resolve("killed");
    closed = started.resolve("closed");
    Path work = started.resolve("work");
    TestClock clock = new TestClock(TestHeed.NOON);
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB.url(work), work, clock)) {
      night(heed, "first");
      clock.advance(java.time.Duration.ofHours(1));
      night(heed, "second");
      heed.drop("third.csv", "phone,from,message", "+13125550110,Advising,Hello third");
      heed.run("import");
      heed.jdbc.update(
          "insert into intent (message_id, attempt_id, run_id, sender, destination, body,"
              + " started_at, gateway_started_at) select id, 99, 1, 'x', 'y', 'z', queued_at,"
              + " queued_at from message where status = 'READY'");
      heed.bean(StorageGuard.class).readBack(99);
      heed.bean(StorageGuard.class).room();
      FileSystemUtils.copyRecursively(work.resolve("db"), killed);
      Files.deleteIfExists(killed.resolve("heed.lock"));
    }
    FileSystemUtils.copyRecursively(work.resolve("db"), closed);
    try (Stream<Path> made = Files.list(work.resolve("backup"))) {
      backup = made.sorted().toList().get(0);
    }
  }

  @AfterAll
  static void forget() {
    killed = null;
  }

  private static void night(TestHeed heed, String name) {
    heed.drop(
        name + ".csv",
        "phone,from,message",
        "+13125550110,Advising,Hello " + name,
        "+13125550111,Advising,Hello " + name);
    heed.run("import");
    assertThat(heed.run("nightly").summary()).containsEntry("texted", 2L);
  }

  interface Accident {
    void happen(Path db) throws Exception;
  }

  record Case(String what, boolean wasKilled, Accident accident, String words) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> damages() {
    return Stream.of(
        new Case("a log cut in half", true, cut("log", 2), "heed.log: found "),
        new Case("a log cut near its end", true, db -> cutTo(db, "log", -900), "heed.log: found "),
        new Case("a block of zeros in the log", true, zeros("log"), "are not what was written"),
        new Case(
            "a log that is gone",
            true,
            db -> Files.delete(db.resolve("heed.log")),
            "messages to 4"),
        new Case("a script cut in half", false, cut("script", 2), "heed.script: "),
        new Case("a script cut at a line", false, DamagedDatabaseTest::cutAtLine, "heed.script: "),
        new Case("a block of zeros in the script", false, zeros("script"), "heed.script: "),
        new Case(
            "a script that is gone",
            false,
            db -> Files.delete(db.resolve("heed.script")),
            "heed.script: it is missing"),
        new Case(
            "an older script put in its place",
            false,
            db -> {
              for (String ending : DatabaseFiles.ENDINGS) {
                Path old = backup.resolve("heed." + ending);
                if (Files.exists(old)) {
                  Files.copy(
                      old,
                      db.resolve("heed." + ending),
                      java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
              }
            },
            "heed.script: found messages to 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damaged_files_are_told_with_how_to_restore_and_left_as_they_are(Case one) throws Exception {
    place(one.wasKilled() ? killed : closed);
    one.accident().happen(home.resolve("db"));
    Map<String, String> before = contents();
    assertThatThrownBy(this::start)
        .hasRootCauseInstanceOf(Exception.class)
        .satisfies(
            e -> {
              Throwable damaged = e;
              while (damaged != null && !(damaged instanceof DamagedDatabase)) {
                damaged = damaged.getCause();
              }
              assertThat(damaged).isNotNull();
              assertThat(damaged.getMessage())
                  .contains(one.words(), "Nothing was changed", "copy the latest folder in backup");
            });
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_script_nobody_can_read_is_told_without_a_witness_too() throws Exception {
    place(closed);
    Files.delete(home.resolve("db/heed.witness"));
    zeros("script").happen(home.resolve("db"));
    Map<String, String> before = contents();
    assertThatThrownBy(this::start).hasStackTraceContaining("heed.script: it cannot be read");
    assertThat(contents()).isEqualTo(before);
  }

  static Stream<Case> sound() {
    return Stream.of(
        new Case("after a kill", true, db -> {}, null),
        new Case(
            "after a kill in the middle of a write", true, db -> append(db, "INSERT IN"), null),
        new Case("after an orderly end", false, db -> {}, null),
        new Case("opened by a reporting tool", false, DamagedDatabaseTest::open, null),
        new Case("killed and opened by a reporting tool", true, DamagedDatabaseTest::open, null),
        new Case("killed while the script was put in its place", false, db -> halfClosed(db), null),
        new Case("a witness that was being written", true, DamagedDatabaseTest::half, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sound")
  void sound_files_are_opened_with_everything_in_them(Case one) throws Exception {
    place(one.wasKilled() ? killed : closed);
    one.accident().happen(home.resolve("db"));
    try (TestHeed heed = start()) {
      assertThat(heed.count("message where status in ('SENT', 'DELIVERED')")).isEqualTo(4);
      assertThat(heed.count("message")).isEqualTo(5);
    }
  }

  @Test
  void a_database_with_a_password_is_backed_up_and_looked_into_like_any_other() throws Exception {
    String url = TestDatabase.HSQLDB.newUrl(home);
    String[] login = {"--spring.datasource.username=heed", "--spring.datasource.password=s3cret"};
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON), login)) {
      night(heed, "first");
    }
    try (Stream<Path> kept = Files.list(home.resolve("backup"))) {
      assertThat(kept).hasSize(1);
    }
    try (Connection tool =
            DriverManager.getConnection(
                "jdbc:hsqldb:file:" + home + "/db/heed;shutdown=true", "heed", "s3cret");
        Statement statement = tool.createStatement()) {
      statement.execute("create table tool (id integer)");
    }
    try (TestHeed heed = TestHeed.start(url, home, new TestClock(TestHeed.NOON), login)) {
      assertThat(heed.count("attempt")).isEqualTo(2);
    }
  }

  @Test
  void a_backup_is_a_database_and_the_oldest_go() throws Exception {
    place(backup);
    try (TestHeed heed = start()) {
      assertThat(heed.count("attempt")).isEqualTo(2);
      for (int i = 0; i < 4; i++) {
        heed.clock.advance(java.time.Duration.ofHours(1));
        heed.run("nightly");
      }
    }
    try (Stream<Path> kept = Files.list(home.resolve("backup"))) {
      assertThat(kept.map(path -> path.getFileName().toString()).sorted())
          .containsExactly("20261123T200000Z", "20261123T210000Z", "20261123T220000Z");
    }
    try (Stream<Path> files = Files.list(home.resolve("backup/20261123T220000Z"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file).toString())
                      .doesNotContain("GROUP", "OTHERS"));
    }
  }

  private TestHeed start() {
    return TestHeed.start(TestDatabase.HSQLDB.newUrl(home), home, new TestClock(TestHeed.NOON));
  }

  private void place(Path from) throws IOException {
    FileSystemUtils.copyRecursively(from, home.resolve("db"));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve("db"))) {
      for (Path file :
          files.filter(path -> !path.toString().matches(".*heed\\.(lock|tmp)")).toList()) {
        contents.put(
            file.getFileName().toString(),
            Files.isDirectory(file)
                ? "folder"
                : Files.size(file) + " " + DatabaseFiles.checksum(file, Long.MAX_VALUE));
      }
    }
    return contents;
  }

  private static Accident cut(String ending, int part) {
    return db -> cutTo(db, ending, Files.size(db.resolve("heed." + ending)) / part);
  }

  /** Negative: so many bytes before the end. */
  private static void cutTo(Path db, String ending, long length) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(db.resolve("heed." + ending).toFile(), "rw")) {
      file.setLength(length < 0 ? file.length() + length : length);
    }
  }

  private static Accident zeros(String ending) {
    return db -> {
      try (RandomAccessFile file =
          new RandomAccessFile(db.resolve("heed." + ending).toFile(), "rw")) {
        file.seek(file.length() / 3);
        file.write(new byte[512]);
      }
    };
  }

  private static void cutAtLine(Path db) throws IOException {
    String script = Files.readString(db.resolve("heed.script"));
    int at = script.indexOf("\nSET TABLE PUBLIC.MESSAGE INDEX");
    assertThat(at).isPositive();
    Files.writeString(db.resolve("heed.script"), script.substring(0, at + 1));
  }

  private static void append(Path db, String text) {
    try {
      Files.writeString(db.resolve("heed.log"), text, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void halfClosed(Path db) throws IOException {
    Files.move(db.resolve("heed.script"), db.resolve("heed.script.new"));
    Path properties = db.resolve("heed.properties");
    Files.writeString(
        properties, Files.readString(properties).replace("modified=no", "modified=yes-new-files"));
  }

  private static void half(Path db) throws IOException {
    Files.writeString(db.resolve("heed.witness"), "script=12\nlog-le");
  }

  private static void open(Path db) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:hsqldb:file:" + db + "/heed;shutdown=true;hsqldb.lock_file=false", "SA", "");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select count(*) from message_report").next();
    }
  }
}
