package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import org.heed.TestHeed;
import org.heed.preview.Preview;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is queued, or was sent not long ago, is not queued from another file (R12). */
@NullUnmarked
class RepeatedRowsTest {
  private static final String HEADER = "student_id,phone,email,from,message";
  private static final List<String> ROWS =
      List.of(
          HEADER,
          "S1,3125550101,zoe@example.edu,Advising,Hello Zoë",
          "S2,3125550102,,Advising,\"Hello, you\"",
          ",3125550103,,Bursar,Hello");

  @ParameterizedTest
  @EnumSource
  void R12_the_same_rows_saved_again_queue_nothing(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.heed.drop("fall.csv", bytes("", "\n", ROWS, StandardCharsets.UTF_8));
    assertThat(world.run().summary()).containsEntry("queued", 3L);
    List<String> semicolons =
        ROWS.stream()
            .map(row -> row.replace(",", ";").replace("\"Hello; you\"", "Hello, you"))
            .toList();
    List<String> otherOrder =
        List.of(
            "From;E-Mail;Phone;Message;Student ID".replace("E-Mail", "email"),
            "Bursar;;+1 312 555 0103;Hello;",
            "\"Advising\";zoe@example.edu;13125550101;Hello Zoë;S1",
            "+12025550100;;(312) 555-0102;Hello, you;S2");
    List<String> decomposed =
        ROWS.stream().map(row -> Normalizer.normalize(row, Normalizer.Form.NFD)).toList();
    List<byte[]> saved =
        List.of(
            bytes("\uFEFF", "\n", ROWS, StandardCharsets.UTF_8),
            bytes("", "\r\n", ROWS, StandardCharsets.UTF_8),
            bytes("\uFEFF", "\r\n", semicolons, StandardCharsets.UTF_8),
            bytes("", "\r\n", semicolons, Charset.forName("windows-1252")),
            bytes("\uFEFF", "\n", ROWS, StandardCharsets.UTF_16LE),
            bytes("", "\n", otherOrder, StandardCharsets.UTF_8),
            bytes("", "\n", decomposed, StandardCharsets.UTF_8));
    world.heed.clock.advance(Duration.ofDays(30));
    for (int i = 0; i < saved.size(); i++) {
      world.heed.drop("saved" + i + ".csv", saved.get(i));
      assertThat(world.run().lines())
          .singleElement()
          .asString()
          .contains("nothing is queued again: the same content was taken as fall.csv");
    }
    assertThat(world.heed.count("message")).isEqualTo(3);
    world.heed.drop("saved0.csv", saved.get(0));
    assertThat(world.run("again=saved0.csv").summary()).containsEntry("queued", 3L);
  }

  @ParameterizedTest
  @EnumSource
  void R12_a_row_queued_or_sent_from_another_file_is_rejected_with_its_file_and_line(
      TestDatabase database) {
    ImportWorld world = ImportWorld.on(database).drop("advising.csv", ROWS.toArray(String[]::new));
    world.run();
    String[] other = {
      HEADER + ",campus",
      "S3,3125550109,,Advising,Hello Zoë,north",
      ",(312) 555-0101,,Advising,Hello Zoë,north",
      "S1,,,Advising,Hello Zoë,south",
      "S1,,,Bursar,Hello Zoë,",
      "S1,,,Advising,Hello Zoé,",
      "S9,3125550103,,Bursar,Hello,"
    };
    world.drop("other.csv", other);
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .contains("other.csv: 3 messages queued, 1 row rejected, 2 rows not queued again");
    assertThat(world.receipt("done", "other.csv"))
        .containsExactly(
            "3|phone|(312) 555-0101|already queued from advising.csv, line 2: the same words from"
                + " the same sender",
            "4|student_id|S1|a duplicate: an earlier line has the same text from the same sender"
                + " for this person or phone",
            "7|student_id|S9|already queued from advising.csv, line 4: the same words from the same"
                + " sender");
    assertThat(world.heed.count("person where student_id = 'S9'")).isZero();
    assertThat(world.heed.run("nightly").summary()).containsEntry("texted", 6L);
    world.heed.clock.advance(Duration.ofDays(6));
    world.drop("later.csv", HEADER, "S1,,,Advising,Hello Zoë", "S1,,,Advising,News");
    world.run();
    assertThat(world.receipt("done", "later.csv"))
        .singleElement()
        .asString()
        .contains("already sent on Mon 23 Nov 2026 from advising.csv, line 2");
    world.heed.clock.advance(Duration.ofDays(2));
    world.drop("weekly.csv", HEADER, "S1,,,Advising,Hello Zoë", "S2,,,Advising,News");
    assertThat(world.run().summary()).containsEntry("queued", 2L);
  }

  @ParameterizedTest
  @EnumSource
  void R12_what_a_program_changes_of_a_text_makes_no_other(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String header = "phone,from,message";
    world.drop("a.csv", header, "3125550101,Advising,\"Ann's \"\"fee\"\" - due now\"").run();
    List<String> texts =
        List.of(
            "Ann's \"\"fee\"\"\u00a0-\u00a0due now",
            "Ann's  \"\"fee\"\" - due\u200b now",
            "Ann\u2019s \u201cfee\u201d \u2013 due now",
            "Ann's \"\"fee\"\" - due\nnow");
    for (int i = 0; i < texts.size(); i++) {
      world.drop(i + ".csv", header, "3125550101,Advising,\"" + texts.get(i) + "\"").run();
      assertThat(world.queued()).as(texts.get(i)).hasSize(1);
    }
    world.drop("b.csv", header, "3125550101,Advising,\"Ann's fee - due now\"").run();
    assertThat(world.queued()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void R12_words_are_the_same_however_their_letters_are_composed(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String written = "Cafe\u0301 for {{pr\u00e9nom}}";
    world.drop(
        "a.csv",
        "phone,from,message,pre\u0301nom",
        "3125550101,Advising," + written + ",Zoe\u0308");
    assertThat(world.run().summary()).containsEntry("queued", 1L);
    assertThat(world.queued()).containsExactly("Cafe\u0301 for Zoe\u0308");
    world.drop(
        "b.csv",
        "phone,from,message,campus",
        "3125550101,Advising,Caf\u00e9 for Zo\u00eb,x",
        "3125550102,Advising,Caf\u00e9,x",
        "3125550102,Advising,Cafe\u0301,x",
        "3125550103,Advising,Cafe,x",
        "3125550104,Advising,1,x",
        "3125550105,Advising,2,x",
        "3125550106,Advising,3,x");
    world.run();
    assertThat(world.receipt("done", "b.csv"))
        .hasSize(2)
        .anyMatch(row -> row.startsWith("2|") && row.contains("already queued from a.csv, line 2"))
        .anyMatch(row -> row.startsWith("4|") && row.contains("a duplicate"));
  }

  @ParameterizedTest
  @EnumSource
  void R12_a_file_corrected_and_dropped_whole_queues_only_what_was_corrected(
      TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String[] rows = new String[41];
    rows[0] = "phone,from,message";
    for (int i = 1; i <= 40; i++) {
      rows[i] = i % 10 == 0 ? "12,Advising,Hi" : "31255501" + (10 + i) + ",Advising,Hi";
    }
    world.drop("fall.csv", rows);
    assertThat(world.run().summary()).containsEntry("queued", 36L).containsEntry("rejected", 4L);
    for (int i = 10; i <= 30; i += 10) {
      rows[i] = "31255502" + (10 + i) + ",Advising,Hi";
    }
    world.drop("fall.csv", rows);
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .contains("fall.csv: 3 messages queued, 1 row rejected, 36 rows not queued again");
    world.drop("fall.csv", rows);
    assertThat(world.run().lines()).singleElement().asString().contains("nothing is queued again");
    rows[40] = "13,Advising,Hi";
    world.drop("fall.csv", rows);
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .contains("fall.csv: nothing is queued again: its rows were queued or sent");
    assertThat(world.heed.count("message")).isEqualTo(39);
  }

  @Test
  void R12_what_failed_or_is_of_the_same_file_may_be_dropped() {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.drop("a.csv", HEADER, "S1,3125550101,,Advising,Hello", "S2,3125550102,,Advising,Hello");
    world.run();
    world.heed.jdbc.update("update message set status = 'FAILED' where line = 2");
    world.drop("b.csv", HEADER, "S1,,,Advising,Hello", "S2,,,Advising,Hello");
    assertThat(world.run().summary()).containsEntry("queued", 1L).containsEntry("rejected", 1L);
  }

  @Test
  void R12_of_two_files_in_one_import_the_second_is_told() {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.dropOlder(60, "one.csv", HEADER, "S1,3125550101,,Advising,Hello");
    world.dropOlder(
        30, "two.csv", HEADER, "S1,3125550101,,Advising,Hello", "S2,3125550102,,Advising,Hello");
    assertThat(world.run().summary()).containsEntry("queued", 2L);
    assertThat(world.receipt("done", "two.csv"))
        .singleElement()
        .asString()
        .contains("already queued from one.csv, line 2");
  }

  @Test
  void R12_what_was_queued_before_the_upgrade_is_known_too() {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB).drop("a.csv", ROWS.toArray(String[]::new));
    world.run();
    world.heed.jdbc.update("delete from message_words");
    world.heed.jdbc.update("insert into owed (what) values ('message words')");
    world.drop("b.csv", HEADER, "S1,,,Advising,Hello Zoë", "S2,,,Advising,News");
    assertThat(world.run().summary()).containsEntry("queued", 1L).containsEntry("rejected", 1L);
    assertThat(world.heed.count("owed where what = 'message words'")).isZero();
  }

  @Test
  void R12_a_preview_says_the_same() throws Exception {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB).drop("a.csv", ROWS.toArray(String[]::new));
    world.run();
    java.nio.file.Path file = world.home.resolve("look.csv");
    java.nio.file.Files.writeString(
        file, HEADER + "\nS1,,,Advising,Hello Zoë\nS2,,,Advising,News\n");
    List<String> rows = new java.util.ArrayList<>();
    world
        .heed
        .bean(Preview.class)
        .of(
            file,
            TestHeed.NOON,
            0,
            row -> {
              if (String.valueOf(row.fate()).equals("REJECTED")) {
                rows.add(row.reason());
              }
            });
    assertThat(rows)
        .containsExactly("already queued from a.csv, line 2: the same words from the same sender");
  }

  @ParameterizedTest
  @EnumSource
  void a_second_student_whose_shared_phone_is_off_still_gets_the_email(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.drop("off.csv", "phone,sms_status", "3125550101,DISABLED");
    world.drop(
        "fall.csv",
        HEADER,
        "S1,3125550101,one@example.edu,Advising,Hello",
        "S2,3125550101,two@example.edu,Advising,Hello",
        "S2,3125550101,two@example.edu,Advising,Hello",
        "S3,,three@example.edu,Advising,Hello",
        "S4,3125550104,,Advising,Hello",
        "S5,3125550105,,Advising,Hello",
        "S6,3125550106,,Advising,Hello");
    assertThat(world.run().summary()).containsEntry("queued", 6L);
    world.heed.run("nightly");
    assertThat(
            world.column("select destination from message where channel = 'EMAIL' order by line"))
        .containsExactly("one@example.edu", "two@example.edu", "three@example.edu");
  }

  @ParameterizedTest
  @EnumSource
  void R12_a_phone_that_two_students_share_gets_the_same_words_once(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.drop(
        "fall.csv",
        HEADER,
        "S1,3125550101,one@example.edu,Advising,Hello",
        "S2,3125550101,two@example.edu,Advising,Hello",
        "S2,3125550101,two@example.edu,Advising,Hello you",
        "S3,3125550103,,Advising,Hello",
        "S4,3125550104,,Advising,Hello",
        "S5,3125550105,,Advising,Hello");
    assertThat(world.run().summary()).containsEntry("queued", 5L).containsEntry("rejected", 1L);
  }

  private static byte[] bytes(String mark, String end, List<String> rows, Charset charset) {
    return (mark + String.join(end, rows) + end).getBytes(charset);
  }
}
