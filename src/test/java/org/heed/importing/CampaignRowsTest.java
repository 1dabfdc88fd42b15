package org.heed.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each row of a campaign file, told by two corpora. */
@NullUnmarked
class CampaignRowsTest {
  private static final String HEADER =
      "student_id,phone,email,from,message,template,subject,send_after,if_unknown,notify,course";

  private record Entry(String row, String expected) {}

  @ParameterizedTest
  @EnumSource
  void each_row_is_queued_or_rejected_with_its_reason(TestDatabase database) throws IOException {
    List<Entry> accepted = corpus("accepted-rows.txt");
    List<Entry> rejected = corpus("rejected-rows.txt");
    ImportWorld world = known(database);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    accepted.forEach(entry -> lines.add(entry.row()));
    rejected.forEach(entry -> lines.add(entry.row()));
    int good = accepted.size();
    for (; good < 5 * rejected.size(); good++) {
      lines.add("S1,,,Advising,Filler " + good + ",,,,,,");
    }
    world.drop("fall.csv", lines.toArray(String[]::new));
    assertThat(world.run().summary())
        .containsEntry("queued", (long) good)
        .containsEntry("rejected", (long) rejected.size());

    assertThat(messages(world).subList(0, accepted.size()))
        .containsExactlyElementsOf(
            accepted.stream().map(entry -> cells(entry.expected())).toList());
    List<String> receipt = new ArrayList<>();
    for (int i = 0; i < rejected.size(); i++) {
      receipt.add(
          (accepted.size() + i + 2)
              + "|"
              + cells(rejected.get(i).expected()).replace("HOME", world.home.toString()));
    }
    assertThat(world.receipt("done", "fall.csv").stream().map(CampaignRowsTest::cells).toList())
        .containsExactlyElementsOf(receipt.stream().map(CampaignRowsTest::cells).toList());
  }

  @ParameterizedTest
  @EnumSource
  void one_stray_byte_costs_its_row_and_changes_no_other(TestDatabase database) {
    ImportWorld world = known(database);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("student_id,from,message\n".getBytes(UTF_8));
    for (int i = 0; i < 9; i++) {
      file.writeBytes(("S1,Advising,José " + i + "\n").getBytes(UTF_8));
      if (i == 4) {
        file.writeBytes("S1,Advising,José stray\n".getBytes(ISO_8859_1));
      }
    }
    world.heed.drop("fall.csv", file.toByteArray());
    world.run();
    assertThat(world.column("select body from message order by id"))
        .hasSize(9)
        .allMatch(body -> body.startsWith("José "));
    assertThat(world.receipt("done", "fall.csv"))
        .singleElement()
        .asString()
        .startsWith("7|")
        .contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u200bAdvising", "Advi\u00adsing", "Advising\u00a0", "\u2060+1 202-555-0100"})
  void invisible_marks_in_a_sender_do_not_count(String from) {
    ImportWorld world = known(TestDatabase.HSQLDB);
    world.drop("fall.csv", "student_id,from,message", "S1," + from + ",Hello");
    world.run();
    assertThat(world.column("select sender from message")).containsExactly("+12025550100");
  }

  @ParameterizedTest
  @CsvSource({"1578, true", "1579, false", "1600, false", "1601, false"})
  void a_message_fits_with_the_line_that_says_how_to_stop(int length, boolean queued) {
    ImportWorld world = known(TestDatabase.HSQLDB);
    String text = "x".repeat(length);
    world.drop("fall.csv", HEADER, "S1,,,Advising," + text + ",,,,,,");
    assertThat(world.run().summary()).containsEntry("queued", queued ? 1L : 0L);
    if (!queued) {
      assertThat(world.receipt("rejected", "fall.csv"))
          .singleElement()
          .asString()
          .endsWith(
              length > 1600
                  ? "|found 1601 characters, expected at most 1600"
                  : "|found "
                      + length
                      + " characters, expected at most 1578, so that \"Reply STOP to opt out\" fits"
                      + " too");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_phone_or_person_not_known_yet_is_added_as_mobile(TestDatabase database) {
    ImportWorld world = known(database);
    world.drop(
        "fall.csv",
        "student_id,phone,email,first_name,last_name,from,message",
        "S7,3125550171,,Kim,Lee,Advising,Hello {{first_name}}",
        "S7,3125550172,kim@example.edu,,,Advising,Again {{last_name}}",
        ",3125550173,,Jo,,Advising,Hello {{first_name}}",
        ",3125550173,,,,Advising,Again {{first_name}}",
        "S1,3125550174,,,,Advising,A new phone",
        "S1,3125550110,,,,Advising,A known phone",
        "S1,,,,,Advising,Filler",
        "S8,,bo@example.edu,,,Advising,Only an email",
        "S8,,,,,Advising,Known by now");
    assertThat(world.run().summary()).containsEntry("queued", 9L).containsEntry("rejected", 0L);
    assertThat(world.queued()).contains("Hello Kim", "Again Lee", "Hello Jo", "Again Jo");
    assertThat(world.listed())
        .containsExactlyInAnyOrder(
            "S1 Mobile 1 +13125550110",
            "S1 Mobile 100 +13125550174",
            "S7 Mobile 100 +13125550171",
            "S7 Mobile 100 +13125550172",
            "null Mobile 100 +13125550173");
    assertThat(
            world.heed.jdbc.queryForList(
                "select first_name, last_name, email from person where student_id = 'S7'"))
        .singleElement()
        .extracting(row -> row.values().toString())
        .isEqualTo("[Kim, Lee, null]");
    assertThat(world.column("select number from phone where sms_status <> 'DEFAULT'")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void rows_that_rely_on_an_earlier_row_of_the_file_are_queued_however_far_away(
      TestDatabase database) {
    ImportWorld world = known(database);
    List<String> lines = new ArrayList<>(List.of("student_id,email,first_name,from,message"));
    for (int i = 0; i < 1200; i++) {
      lines.add("N%d,n%d@example.edu,Nat,Advising,Hello {{first_name}}".formatted(i, i));
    }
    for (int i = 0; i < 1200; i++) {
      lines.add("N%d,,,Advising,Again {{first_name}}".formatted(i));
    }
    world.drop("fall.csv", lines.toArray(String[]::new));
    assertThat(world.run().summary()).containsEntry("queued", 2400L).containsEntry("rejected", 0L);
  }

  private static ImportWorld known(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .template("welcome.txt", "\uFEFFWelcome Zoë,\r\nto {{course}}.\r\n".getBytes(UTF_8))
            .template("old", "Grüße".getBytes(Charset.forName("windows-1252")))
            .template("course", "Your course is {{course}}".getBytes(UTF_8))
            .template("empty", " \n".getBytes(UTF_8))
            .template("unreadable", new byte[] {'a', (byte) 0x81, 'b'})
            .drop(
                "people.csv",
                "student_id,first_name,email,mobile_phone",
                "S1,Pat,pat@example.edu,3125550110",
                "S2,,,");
    assertThat(world.run().problem()).isNull();
    return world;
  }

  @ParameterizedTest
  @CsvSource({
    "yes,true", "Yes,true", "Y,true", "TRUE,true", "true,true", "1,true", "'',false", "no,false",
    "N,false", "False,false", "0,false", "n/a,false", "maybe,", "2,", "yes!,", "urgent,"
  })
  void R11_an_emergency_says_so_in_its_column(String cell, Boolean urgent) {
    ImportWorld world = known(TestDatabase.HSQLDB);
    world.drop(
        "fall.csv",
        "student_id,from,message,Urgent",
        "S1,Advising,Come,\"" + cell + "\"",
        "S2,Advising,Filler 1,",
        "S2,Advising,Filler 2,",
        "S2,Advising,Filler 3,",
        "S2,Advising,Filler 4,");
    assertThat(world.run().summary()).containsEntry("queued", urgent == null ? 4L : 5L);
    assertThat(
            world.heed.jdbc.queryForList(
                "select urgent from message where body = 'Come'", Boolean.class))
        .isEqualTo(urgent == null ? List.of() : List.of(urgent));
    if (urgent == null) {
      assertThat(world.receipt("done", "fall.csv"))
          .containsExactly("2|urgent|" + cell + "|found \"" + cell + "\", expected yes or no");
    }
    world.drop("plain.csv", "student_id,from,message", "S1,Advising,Plain");
    world.run();
    assertThat(world.heed.count("message where body = 'Plain' and not urgent")).isEqualTo(1);
  }

  private static List<String> messages(ImportWorld world) {
    return world.heed.jdbc.query(
        """
        select p.student_id, m.named_number, m.sender, m.email, m.body, m.subject, m.send_after,
          m.if_unknown
        from message m join person p on p.id = m.person_id order by m.id
        """,
        (row, n) -> {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= 8; i++) {
            Object cell =
                i == 7 ? row.getObject(i, java.time.OffsetDateTime.class) : row.getString(i);
            cells.add(
                cell instanceof java.time.OffsetDateTime time
                    ? time.toInstant().toString()
                    : Objects.toString(cell, ""));
          }
          return String.join("|", cells);
        });
  }

  /** Without the space around each cell that makes a corpus readable. */
  private static String cells(String text) {
    List<String> cells = new ArrayList<>();
    for (String cell : text.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return String.join("|", cells);
  }

  private static List<Entry> corpus(String name) throws IOException {
    try (var text = CampaignRowsTest.class.getResourceAsStream(name)) {
      List<Entry> entries = new ArrayList<>();
      for (String line : new String(text.readAllBytes(), UTF_8).lines().toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          int middle = line.indexOf(" =>");
          entries.add(
              new Entry(
                  line.substring(0, middle).translateEscapes(),
                  line.substring(middle + 3).translateEscapes()));
        }
      }
      return entries;
    }
  }
}
