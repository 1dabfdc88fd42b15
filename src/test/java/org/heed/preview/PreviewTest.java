package org.heed.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class PreviewTest {
  private static final String HEADER = "student_id,phone,email,from,message,send_after\n";

  @RegisterExtension static final Towns TOWNS = new Towns("--heed.import.max-rejected=50%");

  @TempDir static Path home;
  @TempDir Path elsewhere;

  @ParameterizedTest
  @EnumSource
  void nothing_is_stored_and_no_file_is_touched(TestDatabase database) throws IOException {
    Town town = TOWNS.on(database, home);
    Person out = town.texted("Advising");
    town.reply(out.mobile(), ADVISING, "STOP");
    town.queue("Bursar", out, "Queued");
    town.night();
    town.queue("Bursar", out, "Waiting");
    town.heed.run("import");
    List<String> before = everything(town);
    for (String content :
        List.of(
            HEADER
                + out.id()
                + ",,,Advising,Hi,\nS77,312 555 7777,n@example.edu,Bursar,New,\n"
                + out.id()
                + ",312 555 7778,,Advising,Other,2030-01-01\n,12,,Advising,Bad,\n",
            HEADER + ",12,,Advising,Bad,\n",
            "student_id,mobile_phone,email\nS78,312 555 7779,\n" + out.id() + ",,new@example.edu\n",
            "phone,sms_status\n312 555 7780,DISABLED\n" + out.mobile() + ",ENABLED\n",
            "%PDF-1.7",
            "")) {
      look(town, content);
      // A file that is in the inbox stays there.
      look(town, content, home.resolve(database.name()).resolve("inbox/x.csv"));
    }
    Files.delete(home.resolve(database.name()).resolve("inbox/x.csv"));
    assertThat(everything(town)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void every_row_has_its_fate_and_they_add_up(TestDatabase database) throws IOException {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    Person out = town.texted("Advising");
    town.reply(out.mobile(), ADVISING, "STOP");
    town.night();
    List<PreviewRow> rows = new ArrayList<>();
    Preview.Result result =
        look(
            town,
            HEADER
                + pat.id()
                + ",,,Advising,It’s time,\n"
                + pat.id()
                + ",,,Advising,\""
                + "x".repeat(160)
                + "\",\n"
                + pat.id()
                + ",,,Bursar,Reply stop to opt out of this,\n"
                + out.id()
                + ",,,Bursar,Hello,\n"
                + ","
                + out.home()
                + ",,Bursar,Hello again,\n"
                + "S901,"
                + out.mobile()
                + ",,Bursar,Hello,\n"
                + ",808 555 0123,,Advising,Aloha,\n"
                + pat.id()
                + ",,,Advising,Later,2026-12-24T09:00\n"
                + pat.id()
                + ",,,Nobody,Hello,\n"
                + pat.id()
                + ",,,Advising,It’s time,\n"
                + pat.id()
                + ",,,Advising,Dear {{nick}},\n",
            elsewhere.resolve("x.csv"),
            rows::add);
    assertThat(rows.stream().map(PreviewTest::told))
        .containsExactly(
            "2 TEXT 1 segment UCS-2 with line",
            "3 TEXT 1 segment GSM-7",
            "4 TEXT 1 segment GSM-7",
            "5 EMAIL the person opted out of texts",
            "6 EMAIL the person opted out of texts",
            "7 FAIL the phone was opted out by somebody else it is or was listed for, and there is"
                + " no email address",
            "8 HELD quiet hours where the phone is until 2026-%s"
                .formatted(day(town) + "T19:00:00Z"),
            "9 WAITING the row asks for a later time until 2026-12-24T15:00:00Z",
            "10 REJECTED from: \"Nobody\" is not one of your senders: Advising, Bursar",
            "11 REJECTED student_id: a duplicate: an earlier line has the same text from the same"
                + " sender for this person or phone",
            "12 REJECTED message: There is no column for {{nick}}.");
    Totals totals = result.totals();
    assertThat(totals.rows()).isEqualTo(11).isEqualTo(result.verdict().rows());
    assertThat(totals.tonight().segments()).isEqualTo(3);
    assertThat(totals.tonight().gsm7()).isEqualTo(2);
    assertThat(totals.tonight().outsiders())
        .singleElement()
        .satisfies(one -> assertThat(one.name()).isEqualTo("right single quotation mark"));
    assertThat(totals.samples()).hasSize(4);
    assertThat(totals.samples().get(0).row().text()).isEqualTo("It’s time\nReply STOP to opt out");
    assertThat(totals.samples().get(3).letter().text())
        .startsWith("Hello\n")
        .contains("text START from your phone to (202) 555-0100 (Advising)")
        .doesNotContain("Reply STOP");
  }

  @ParameterizedTest
  @EnumSource
  void R9_texts_of_a_paused_sender_are_held_and_its_emails_are_not(TestDatabase database)
      throws IOException {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    town.heed.run("import");
    town.heed.jdbc.update(
        "insert into pause (sender, texts, opt_outs, run_id, paused_at)"
            + " values ('+12025550101', 100, 9, 1, current_timestamp)");
    List<PreviewRow> rows = new ArrayList<>();
    look(
        town,
        HEADER + pat.id() + ",,,Bursar,Pay,\nS9001,,n@example.edu,Bursar,Pay,\n",
        elsewhere.resolve("x.csv"),
        rows::add);
    town.heed.jdbc.update("delete from pause");
    assertThat(rows.stream().map(PreviewTest::told))
        .containsExactly(
            "2 HELD paused: too many texts brought an opt-out",
            "3 EMAIL no phone that may be texted is listed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%PDF-1.7",
        "a,b\n1,2\n",
        "student_id,from,message\n",
        "student_id,message\nS1,Hi\n",
        "student_id,from,message\nS1,Advising,\"Hi\n",
        "phone,from,message\n12,Advising,Hi\n13,Advising,Hi\n3125550110,Advising,Hi\n",
        "student_id,mobile_phone\n,3125550110\n",
        "phone,sms_status\n12,ENABLED\n",
      })
  void what_is_rejected_whole_is_so_for_the_reason_of_the_import(String content)
      throws IOException {
    Town town = TOWNS.on(TestDatabase.HSQLDB, home);
    Verdict verdict = look(town, content).verdict();
    town.heed.drop("whole.csv", content.getBytes(StandardCharsets.UTF_8));
    town.heed.run("import");
    Map<String, Object> file =
        town.heed.jdbc.queryForMap(
            "select * from import_file where id = (select max(id) from import_file)");
    assertThat(file).containsEntry("STATE", "REJECTED").containsEntry("REASON", verdict.reason());
    assertThat(verdict.fate()).isEqualTo(Verdict.Fate.REJECTED);
  }

  @Test
  void the_same_content_again_would_queue_nothing() throws IOException {
    Town town = TOWNS.on(TestDatabase.HSQLDB, home);
    Person pat = town.person();
    String content = HEADER + pat.id() + ",,,Advising,Only once,\n";
    town.heed.run("import");
    town.heed.drop("once.csv", content.getBytes(StandardCharsets.UTF_8));
    town.heed.run("import");
    Verdict verdict = look(town, content).verdict();
    assertThat(verdict.fate()).isEqualTo(Verdict.Fate.KNOWN);
    assertThat(verdict.reason())
        .startsWith("nothing is queued again: the same content was taken as once.csv on ");
  }

  @ParameterizedTest
  @EnumSource
  void L4_a_consent_file_changes_says_what_is_so_or_is_refused(TestDatabase database)
      throws IOException {
    Town town = TOWNS.on(database, home);
    Person out = town.texted("Advising");
    town.reply(out.mobile(), ADVISING, "STOP");
    town.night();
    List<PreviewRow> rows = new ArrayList<>();
    // More rows than one group: what an early one changes is so for a late one.
    StringBuilder content = new StringBuilder("phone,sms_status\n");
    IntStream.range(0, 1200)
        .forEach(i -> content.append("+1312444%04d,DISABLED\n".formatted(i % 1150)));
    content.append("+13124440001,ENABLED\n").append(out.mobile()).append(",ENABLED\n12,DISABLED\n");
    Trial.ConsentCounts counts =
        look(town, content.toString(), elsewhere.resolve("c.csv"), rows::add).consent();
    assertThat(counts).isEqualTo(new Trial.ConsentCounts(1203, 3, 1150));
    assertThat(rows.stream().map(PreviewTest::told))
        .hasSize(3)
        .anyMatch(row -> row.startsWith("1202 REJECTED sms_status: line 3 of this file says"))
        .anyMatch(
            row -> row.startsWith("1203 REJECTED sms_status: this phone's owner opted out on "));
    town.heed.drop("c.csv", content.toString().getBytes(StandardCharsets.UTF_8));
    town.heed.run("import");
    assertThat(
            town.heed.count(
                "consent_row r join import_file f on f.id = r.file_id"
                    + " where f.name = 'c.csv' and r.changed > 0"))
        .isEqualTo(1150);
  }

  @ParameterizedTest
  @EnumSource
  void a_people_file_adds_changes_and_takes_away(TestDatabase database) throws IOException {
    Town town = TOWNS.on(database, home);
    Person one = town.person();
    Person two = town.person();
    town.heed.run("import");
    Trial.PeopleCounts counts =
        look(
                town,
                "student_id,email,mobile_phone,home_phone\n"
                    + "S801,,312 555 8801,312 555 8802\n"
                    + one.id()
                    + ",other@example.edu,"
                    + one.home()
                    + ",\n"
                    + two.id()
                    + ","
                    + two.email()
                    + ","
                    + two.mobile()
                    + ","
                    + two.home()
                    + "\n"
                    + "S801,,,\n")
            .people();
    assertThat(counts).isEqualTo(new Trial.PeopleCounts(4, 1, 1, 1, 2, 1, 1, 0));
  }

  private Preview.Result look(Town town, String content) throws IOException {
    return look(town, content, elsewhere.resolve("x.csv"));
  }

  private static Preview.Result look(Town town, String content, Path file) throws IOException {
    return look(town, content, file, row -> {});
  }

  private static Preview.Result look(
      Town town, String content, Path file, java.util.function.Consumer<PreviewRow> rows)
      throws IOException {
    Files.writeString(file, content);
    return town.heed.bean(Preview.class).of(file, town.now(), 4, rows);
  }

  private static String told(PreviewRow row) {
    return row.line()
        + " "
        + row.fate()
        + (row.column().isEmpty() ? "" : " " + row.column() + ":")
        + (row.reason() == null ? "" : " " + row.reason())
        + (row.until() == null ? "" : " until " + row.until())
        + (row.fate() == Fate.TEXT
            ? " "
                + row.segments()
                + " segment "
                + (row.outsideGsm().isEmpty() ? "GSM-7" : "UCS-2")
                + (row.optOutLine() ? " with line" : "")
            : "");
  }

  private static String day(Town town) {
    return town.now().toString().substring(5, 10);
  }

  /** Every row of every table, every counter, and every file outside the database's own folder. */
  private static List<String> everything(Town town) throws IOException {
    List<String> all = new ArrayList<>();
    List<String> tables =
        town.heed.jdbc.queryForList(
            "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
                + " and lower(table_schema) = 'public' order by table_name",
            String.class);
    assertThat(tables).hasSizeGreaterThan(15);
    for (String table : tables) {
      town.heed.jdbc.queryForList("select * from \"" + table + "\"").stream()
          .map(row -> table + " " + new TreeMap<>(row))
          .sorted()
          .forEach(all::add);
    }
    try (Stream<Path> files = Files.walk(town.heed.home())) {
      files
          .filter(file -> !file.startsWith(town.heed.home().resolve("db")))
          .map(Path::toString)
          .sorted()
          .forEach(all::add);
    }
    return all;
  }
}
