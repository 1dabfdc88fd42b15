package org.heed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.heed.Ran;
import org.heed.importing.ImportWorld;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no whole file is left alone and told to nobody. */
@NullUnmarked
class FragmentsTest {
  private static final String[] WHOLE = {
    "student_id,email,from,message",
    "S1,pat@example.edu,Advising,Hello 1",
    "S2,kim@example.edu,Advising,Hello 2",
    "S3,lee@example.edu,Advising,Hello 3"
  };
  private static final byte[] STUMP =
      "student_id,email,from,message\nS1,pat@example.edu,Advising,Hel"
          .getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fall.csv.part",
        "fall.csv.filepart",
        "fall.csv.filepart.csv",
        "fall.csv.download.html",
        "fall.xlsx.part.xlsx",
        "fall.filepart",
        "fall.csv.partial",
        "fall.csv.crdownload",
        "Unconfirmed 482911.crdownload",
        "fall.csv.download",
        "fall.csv.opdownload",
        "fall.csv.aria2",
        "fall.csv.!ut",
        "fall.csv.!qB",
        "fall.csv.bc!",
        "fall.csv.fdmdownload",
        "fall.csv.uploading",
        "fall.csv.incomplete",
        "fall.csv.inprogress",
        "fall.csv.tmp",
        "fall.tmp",
        "fall.csv.tmp4711",
        "fall.csv.tmp.4711",
        "fall.csv.temp",
        ".fall.csv.swp",
        "fall.csv.swp",
        "fall.csv~",
        "#fall.csv#",
        ".#fall.csv",
        "fall.csv.bak",
        ".fall.csv.Xa3kd1",
        ".fall.csv.filepart",
        "~$fall.xlsx",
        "~WRL0001.tmp",
        "~fall.csv",
        ".~lock.fall.csv#",
        "A3F21B00",
        "._fall.csv",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "$RECYCLE.BIN",
        "fall.csv:Zone.Identifier"
      })
  void a_fragment_is_left_alone_and_no_error(String name) throws IOException {
    assertThat(Fragments.is(name)).isTrue();
    assertThat(Fragments.is(name.toUpperCase(Locale.ROOT))).isTrue();
    assertThat(Fragments.is(name.toLowerCase(Locale.ROOT))).isTrue();
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.heed.drop(name, STUMP);
    Ran alone = world.run();
    assertThat(alone.problem()).isNull();
    assertThat(alone.lines()).containsExactly("nothing was dropped");
    assertThat(world.names("inbox")).contains(name);
    Files.write(
        world.home.resolve("inbox").resolve(name),
        String.join("\n", WHOLE).getBytes(StandardCharsets.UTF_8));
    Files.move(
        world.home.resolve("inbox").resolve(name), world.home.resolve("inbox").resolve("done.csv"));
    assertThat(world.run().summary()).containsEntry("queued", 3L);
    assertThat(world.run().lines()).containsExactly("nothing was dropped");
    assertThat(world.queued()).containsExactly("Hello 1", "Hello 2", "Hello 3");
    assertThat(world.names("done")).hasSize(3);
    assertThat(world.names("rejected")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fall.csv",
        "FALL.CSV",
        "fall",
        "fall.txt",
        "part.csv",
        "fall.part.csv",
        "fall.part1.csv",
        "Download.csv",
        "tmp",
        "download",
        "fall.tmpl.csv",
        "fall (1).csv",
        "20261123",
        "fall 2026.11.23",
        "$fall.csv",
        "#1 fall.csv",
        "_fall.csv",
        "fall.TSV",
        "fall.tab",
        "fall.psv",
        "fall.dat",
        "fall.csv.txt",
        "fall.xlsx",
        "fall.sync-conflict-20261123-101010-ABC1234.csv",
        "deadbeef.csv"
      })
  void a_name_of_a_whole_file_is_none_of_a_fragment(String name) {
    assertThat(Fragments.is(name)).isFalse();
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB).drop(name, WHOLE);
    assertThat(world.run().summary()).containsEntry("queued", 3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fall.csv.in-progress",
        "fall.csv.!sync",
        "fall.csv.!dl",
        "fall.csv.ftp",
        "fall.csv.wstmp",
        "fall.csv.ffs_tmp",
        "fall.ffs_tmp",
        "fall.csv.c2r",
        "fall.csv.kate-swp",
        "fall.csv.filepart.metadata",
        "fall.csv.nosync",
        "fall.csv.icloud",
        "fall.csv.sb-1a2b3c4d-XyZ",
        "fall.csv.sync-conflict-1",
        "fall.csv.001",
        "fall.csv.1",
        "fall.csv (1)",
        "fall.csv.",
        "fall.a tool nobody knows",
        "fall.cvs"
      })
  void what_no_list_of_endings_knows_is_told_and_not_taken(String name) {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.heed.drop(name, STUMP);
    world.heed.drop("fall.csv", new byte[0]);
    Ran alone = world.run();
    assertThat(alone.problem()).isNull();
    assertThat(alone.lines())
        .containsExactly(
            name
                + ": does not end like a table, left in the inbox; when it is whole, give it a"
                + " name that ends with .csv");
    assertThat(world.names("inbox")).contains(name);
    world.drop("fall.csv", WHOLE);
    assertThat(world.run().summary()).containsEntry("queued", 3L);
    assertThat(world.heed.count("import_file")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fall.csv.part", "fall.Xy12.csv.part", "fall.csv.crdownload"})
  void an_empty_file_that_keeps_a_name_waits_for_its_content(String fragment) throws IOException {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.heed.drop("fall.csv", new byte[0]);
    world.heed.drop(fragment, STUMP);
    assertThat(world.run().lines()).containsExactly("nothing was dropped");
    Path inbox = world.home.resolve("inbox");
    Files.delete(inbox.resolve(fragment));
    world.drop("fall.csv", WHOLE);
    assertThat(world.run().summary()).containsEntry("queued", 3L);
  }

  @Test
  void a_file_that_aria2_writes_into_waits() throws IOException {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.heed.drop("fall.csv", STUMP);
    world.heed.drop("fall.csv.aria2", new byte[8]);
    assertThat(world.run().lines()).containsExactly("nothing was dropped");
    Files.delete(world.home.resolve("inbox/fall.csv.aria2"));
    world.drop("fall.csv", WHOLE);
    assertThat(world.run().summary()).containsEntry("queued", 3L);
  }

  @Test
  void a_whole_file_does_not_wait_for_an_old_fragment_beside_it() {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB).drop("fall.csv", WHOLE);
    world.heed.drop("fall.csv.filepart", STUMP);
    world.heed.drop(".~lock.fall.csv#", STUMP);
    assertThat(world.run().summary()).containsEntry("queued", 3L);
  }
}
