package org.heed.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is dropped into {@code check} comes back as its preview, and nothing is taken. */
@NullUnmarked
class CheckFolderTest {
  private static final String OFFICE = "--heed.mail.registrars=office@example.edu";
  private static final String[] CAMPAIGN = {
    "student_id,phone,email,from,message",
    "S1,3125550110,,Advising,Come at 3",
    "S2,12,,Advising,Come at 4",
    "S3,,s3@example.edu,Bursar,Pay by noon",
    "S4,3125550114,,Advising,Come at 5",
    "S5,3125550115,,Advising,Come at 6"
  };

  @TempDir Path home;

  private void check(String name, String... lines) {
    try {
      Files.writeString(
          Files.createDirectories(home.resolve("check")).resolve(name),
          String.join("\r\n", lines) + "\r\n",
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> names(String folder) throws IOException {
    if (!Files.isDirectory(home.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString().replaceFirst("^\\d+T\\d+-", ""))
          .sorted()
          .toList();
    }
  }

  private List<String> rows() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("checked"))) {
      Path table =
          files.filter(file -> file.toString().endsWith(".preview.csv")).findFirst().orElseThrow();
      return Files.readAllLines(table);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_campaign_comes_back_with_its_rows_and_is_not_sent(TestDatabase database) throws Exception {
    try (TestHeed heed = TestHeed.start(database, home, OFFICE)) {
      check("fall.csv", CAMPAIGN);
      Ran result = heed.run("import");
      assertThat(result.done()).isTrue();
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .contains(
              "To: office@example.edu",
              "Subject: fall.csv was only checked: 3 by text, 1 by email, 1 rejected",
              "Come at 3",
              "nothing of it was taken and nothing is sent",
              "fall.csv.preview.csv",
              "fall.csv.preview.xlsx",
              "fall.csv.preview.txt");
      assertThat(names("check")).isEmpty();
      assertThat(names("checked"))
          .containsExactly(
              "fall.csv", "fall.csv.preview.csv", "fall.csv.preview.txt", "fall.csv.preview.xlsx");
      assertThat(rows())
          .anyMatch(row -> row.startsWith("2,by text,") && row.contains("(312) 555-0110"))
          .anyMatch(row -> row.startsWith("3,rejected,"))
          .anyMatch(row -> row.startsWith("4,by email,") && row.contains("s3@example.edu"));
      for (String table : List.of("message", "person", "import_file", "campaign", "phone")) {
        assertThat(heed.jdbc.queryForObject("select count(*) from " + table, Long.class))
            .as(table)
            .isZero();
      }
      assertThat(heed.run("import").lines()).containsExactly("nothing was dropped");
      assertThat(heed.mails()).hasSize(1);
      heed.drop("fall.csv", CAMPAIGN);
      heed.run("import");
      assertThat(heed.jdbc.queryForObject("select count(*) from message", Long.class)).isEqualTo(4);
    }
  }

  /** A file, and what its answer says. */
  record Dropped(String name, List<String> lines, String says) {}

  static Stream<Dropped> files() {
    return Stream.of(
        new Dropped("shapes.csv", List.of("colour,shape", "red,round"), "check once more"),
        new Dropped("empty.csv", List.of(""), "would be rejected"),
        new Dropped("photo.csv", List.of("%PDF-1.7"), "would be rejected"),
        new Dropped(
            "people.csv", List.of("student_id,mobile_phone", "S1,3125550110"), "new people"),
        new Dropped(
            "roster.csv",
            List.of("student_id,mobile_phone,Do Not Text", "S1,3125550110,X", "S2,3125550111,"),
            "people who want no texts, as their rows say"),
        new Dropped(
            "off.csv", List.of("phone,sms_status", "3125550110,DISABLED"), "change a status"),
        new Dropped("wrong.csv", List.of("phone,from,message", "12,Advising,Hello"), "rejected"),
        new Dropped("stop.csv", List.of("cancel", "nope"), "stop.csv was only checked"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_kind_of_file_is_answered(Dropped file) throws Exception {
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, OFFICE)) {
      check(file.name(), file.lines().toArray(String[]::new));
      assertThat(heed.run("import").done()).isTrue();
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .contains("To: office@example.edu", file.says(), "nothing of it was taken");
      assertThat(names("check")).isEmpty();
      assertThat(heed.jdbc.queryForObject("select count(*) from consent_event", Long.class))
          .isZero();
    }
  }

  @Test
  void what_was_dropped_beside_it_is_known_already_and_the_file_s_own_address_is_told()
      throws Exception {
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, OFFICE)) {
      heed.drop("people.csv", "student_id,mobile_phone", "S7,3125550117");
      check("a.csv", "student_id,from,message,notify", "S7,Advising,Hello,me@example.edu");
      heed.run("import");
      assertThat(heed.mails()).hasSize(2);
      assertThat(heed.mails().get(1))
          .contains("To: me@example.edu", "a.csv was only checked: 1 by text")
          .doesNotContain("office@example.edu");
    }
  }

  @Test
  void its_answer_is_no_campaign_to_drop() throws Exception {
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, OFFICE)) {
      check("fall.csv", CAMPAIGN);
      heed.run("import");
      heed.drop("answer.csv", String.join("\n", rows()).getBytes(StandardCharsets.UTF_8));
      assertThat(heed.run("import").done()).isFalse();
      assertThat(heed.jdbc.queryForObject("select count(*) from message", Long.class)).isZero();
      assertThat(names("rejected")).contains("answer.csv");
    }
  }

  @Test
  void one_that_a_run_had_begun_is_answered_by_the_next() throws Exception {
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, OFFICE)) {
      check("fall.csv", CAMPAIGN);
      Files.createDirectories(home.resolve("checked/.taken"));
      Files.move(home.resolve("check/fall.csv"), home.resolve("checked/.taken/fall.csv"));
      heed.run("import");
      assertThat(heed.mails()).singleElement().asString().contains("fall.csv was only checked: 3");
      assertThat(names("checked/.taken")).isEmpty();
      assertThat(names("checked")).contains("fall.csv");
    }
  }

  /** What else was dropped is taken and told, and so is this. */
  @Test
  void a_job_file_that_cannot_be_read_holds_no_answer_back() throws Exception {
    Path jobs = Files.createDirectories(home.resolve("jobs"));
    Files.writeString(jobs.resolve("nightly.yml"), "kind: [\n");
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home, OFFICE, "--heed.jobs=" + jobs)) {
      check("fall.csv", CAMPAIGN);
      heed.drop("people.csv", "student_id,mobile_phone", "S1,3125550110");
      heed.run("import");
      assertThat(heed.mails()).hasSize(2);
      assertThat(names("checked")).contains("fall.csv");
    }
  }

  @Test
  void without_anybody_to_tell_the_preview_lies_there() throws Exception {
    try (TestHeed heed = TestHeed.start(TestDatabase.HSQLDB, home)) {
      check("a.csv", "phone,from,message", "3125550117,Advising,Hello");
      assertThat(heed.run("import").lines())
          .singleElement()
          .asString()
          .contains("nobody is named to be told", "checked/", "a.csv.preview.txt");
      assertThat(heed.mails()).isEmpty();
      assertThat(names("checked")).contains("a.csv.preview.txt");
    }
  }
}
