package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in the inbox, the good file beside it is taken, and each thing is told of. */
@NullUnmarked
@Timeout(120)
class DroppedFilesTest {
  private static final String HEADER = "student_id,email,from,message";

  private final ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
  private final Path inbox = world.home.resolve("inbox");

  /** Puts something into the inbox. */
  interface Drop {
    void into(Path inbox) throws Exception;
  }

  /**
   * @param said of it; null: nothing but its receipt
   * @param alone whether the run succeeds when nothing else was dropped
   * @param folder where it is afterwards
   */
  record Row(String what, Drop drop, String said, boolean alone, String folder) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "a link to a file elsewhere",
            inbox -> Files.createSymbolicLink(inbox.resolve("x.csv"), Path.of("/etc/hosts")),
            "x.csv: is a link, left in the inbox; drop the file itself",
            false,
            "inbox"),
        new Row(
            "a link to nothing",
            inbox -> Files.createSymbolicLink(inbox.resolve("x.csv"), Path.of("nothing")),
            "x.csv: is a link, left in the inbox; drop the file itself",
            false,
            "inbox"),
        new Row(
            "a link to itself",
            inbox -> Files.createSymbolicLink(inbox.resolve("x.csv"), Path.of("x.csv")),
            "x.csv: is a link, left in the inbox; drop the file itself",
            false,
            "inbox"),
        new Row(
            "a folder",
            inbox -> Files.createDirectory(inbox.resolve("x.csv")),
            "x.csv: is a folder, left in the inbox; drop files",
            true,
            "inbox"),
        new Row(
            "a pipe",
            inbox -> pipe(inbox.resolve("x.csv")),
            "x.csv: is a pipe or a device, left in the inbox; drop files",
            false,
            "inbox"),
        new Row(
            "two gigabytes",
            inbox -> sparse(inbox.resolve("x.csv"), 2L << 30),
            "x.csv: rejected: found a file of 2,147,483,648 bytes, expected at most 2,000,000,000;"
                + " split it into several",
            false,
            "rejected"),
        named("x..csv"),
        named("x\n.csv"),
        named("x\t\u001B[31m.csv"),
        named("-rf x.csv"),
        named("--help.csv"),
        named("x'\";$(reboot).csv"),
        named("%s%n.csv"),
        named("x".repeat(246) + ".csv"),
        new Row(
            "a name that is not UTF-8",
            inbox -> {
              Files.writeString(inbox.resolve("plain"), text("x"));
              String script = "mv plain \"$(printf 'x\\377\\376.csv')\"";
              assumeTrue(
                  new ProcessBuilder("sh", "-c", script).directory(inbox.toFile()).start().waitFor()
                      == 0,
                  "no such name can be made here");
            },
            null,
            true,
            "done"));
  }

  @BeforeEach
  void makeInbox() throws IOException {
    Files.createDirectories(inbox);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void what_is_dropped_beside_a_good_file_does_not_stop_it(Row row) throws Exception {
    row.drop().into(inbox);
    world.drop("good.csv", text("good").split("\n", -1));
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(world.queued()).contains("Hello good");
    if (row.said() != null) {
      assertThat(result.lines()).filteredOn(line -> line.startsWith(row.said())).hasSize(1);
      assertThat(world.queued()).hasSize(1);
    } else {
      assertThat(world.queued()).hasSize(2);
    }
    assertThat(world.names(row.folder()))
        .filteredOn(name -> !name.contains("good.csv") && !name.equals(".taken"))
        .hasSize(row.folder().equals("inbox") ? 1 : 3);
    assertThat(world.names("inbox/.taken")).isEmpty();
    assertThat(result.lines()).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void what_is_dropped_alone_is_a_problem_only_when_it_was_meant_to_be_read(Row row)
      throws Exception {
    row.drop().into(inbox);
    Ran result = world.run();
    assertThat(result.done()).isEqualTo(row.alone());
    if (!row.alone()) {
      assertThat(result.problem()).isEqualTo("none of the files that were dropped can be read");
    }
  }

  @Test
  void a_file_that_goes_away_after_it_was_taken_is_told_of_once_and_can_be_dropped_again()
      throws IOException {
    world.drop("x.csv", text("x").split("\n", -1)).run();
    String taken = world.column("select taken_as from import_file").get(0);
    // As a run leaves it that died while it loaded the file.
    world.heed.jdbc.update("update import_file set state = 'LOADING'");
    world.heed.jdbc.update("update campaign set accepted_at = null");
    assertThat(world.home.resolve("inbox/.taken").resolve(taken)).doesNotExist();
    world.drop("good.csv", text("good").split("\n", -1));
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(result.lines())
        .contains("x.csv: went away after it was taken, nothing of it is queued; drop it again");
    assertThat(world.queued()).containsExactly("Hello good");
    assertThat(world.run().lines()).containsExactly("nothing was dropped");
    assertThat(world.drop("x.csv", text("x").split("\n", -1)).run().summary())
        .containsEntry("queued", 1L);
    assertThat(world.queued()).hasSize(2);
  }

  @Test
  void hundreds_of_files_at_once_are_each_taken_once() {
    for (int i = 0; i < 300; i++) {
      world.drop("f%04d.csv".formatted(i), text("f" + i).split("\n", -1));
    }
    Ran result = world.run();
    assertThat(result.summary()).containsEntry("queued", 300L);
    assertThat(result.lines()).hasSize(300);
    assertThat(world.names("done")).hasSize(900);
    assertThat(world.queued()).doesNotHaveDuplicates().hasSize(300);
  }

  @Test
  void a_file_nobody_may_read_is_left_with_the_reason() throws IOException {
    Path file = Files.writeString(inbox.resolve("x.csv"), text("x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
    assumeTrue(!Files.isReadable(file), "root may read every file");
    world.drop("good.csv", text("good").split("\n", -1));
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(result.lines()).contains("x.csv: may not be read by Heed, left in the inbox");
  }

  @Test
  void what_cannot_be_looked_at_among_the_taken_ones_does_not_stop_the_others() throws Exception {
    Path taken = Files.createDirectories(inbox.resolve(".taken"));
    pipe(taken.resolve("0123-x.csv"));
    Files.createSymbolicLink(taken.resolve("0124-y.csv"), Path.of("/etc/hosts"));
    world.drop("good.csv", text("good").split("\n", -1));
    assertThat(world.run().problem()).isNull();
    assertThat(world.queued()).containsExactly("Hello good");
    Files.delete(taken.resolve("0123-x.csv"));
    Files.delete(taken.resolve("0124-y.csv"));
  }

  private static Row named(String name) {
    return new Row(
        "the name " + name.replaceAll("\\p{Cntrl}", "?"),
        inbox -> {
          try {
            Files.writeString(inbox.resolve(name), text("x"));
          } catch (InvalidPathException e) {
            assumeTrue(false, "no such name can be made here");
          }
        },
        null,
        true,
        "done");
  }

  private static String text(String what) {
    return HEADER + "\nS1,pat@example.edu,Advising,Hello " + what + "\n";
  }

  private static void pipe(Path path) throws Exception {
    boolean made;
    try {
      Process process = new ProcessBuilder("mkfifo", path.toString()).start();
      made = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      made = false;
    }
    assumeTrue(made, "no pipe can be made here");
  }

  private static void sparse(Path path, long size) throws IOException {
    Files.write(path, HEADER.getBytes(StandardCharsets.UTF_8));
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
  }
}
