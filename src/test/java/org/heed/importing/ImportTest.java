package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.heed.Ran;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one run of the import does with what was dropped. */
@NullUnmarked
class ImportTest {
  private static final String CAMPAIGN = "student_id,from,message";

  @ParameterizedTest
  @EnumSource
  void people_come_before_consent_before_campaigns_then_the_older_file_then_the_name(
      TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .dropOlder(60, "z.csv", CAMPAIGN, "S1,Advising,Hello {{first_name}}")
            .dropOlder(30, "b.csv", CAMPAIGN, "S1,Advising,Second")
            .dropOlder(30, "a.csv", CAMPAIGN, "S1,Advising,First")
            .dropOlder(20, "consent.csv", "student_id,sms_status", "S1,DISABLED")
            .dropOlder(10, "people.csv", "student_id,first_name,mobile_phone", "S1,Pat,3125550110");
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(result.lines())
        .extracting(line -> line.substring(0, line.indexOf(" ->")))
        .containsExactly(
            "people.csv: 1 row of people taken",
            "consent.csv: 1 row of consent taken",
            "z.csv: 1 message queued",
            "a.csv: 1 message queued",
            "b.csv: 1 message queued");
    assertThat(world.queued()).containsExactly("Hello Pat", "First", "Second");
    assertThat(world.heed.smsStatus("+13125550110")).isEqualTo("DISABLED");
    assertThat(result.summary()).containsEntry("queued", 3L).containsEntry("accepted", 5L);
  }

  @ParameterizedTest
  @EnumSource
  void a_file_goes_to_done_or_rejected_under_its_name_with_its_receipts(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop("good.csv", CAMPAIGN + ",email", "S1,Advising,Hello,pat@example.edu")
            .drop("bad.csv", "hello", "world");
    Ran result = world.run();
    assertThat(world.names("done"))
        .containsExactly(
            "20261123T120000-good.csv",
            "20261123T120000-good.csv.receipt.csv",
            "20261123T120000-good.csv.receipt.txt");
    assertThat(world.names("rejected"))
        .containsExactly(
            "20261123T120000-bad.csv",
            "20261123T120000-bad.csv.receipt.csv",
            "20261123T120000-bad.csv.receipt.txt");
    assertThat(world.names("inbox")).containsExactly(".taken");
    assertThat(world.names("inbox/.taken")).isEmpty();
    assertThat(world.content("done", "good.csv")).endsWith("S1,Advising,Hello,pat@example.edu\n");
    assertThat(world.receipt("done", "good.csv")).isEmpty();
    assertThat(world.receipt("rejected", "bad.csv"))
        .singleElement()
        .asString()
        .startsWith("1|||the first line is no header Heed knows: found \"hello\"");
    assertThat(result.problem()).isNull();
    assertThat(result.summary().get("files"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
        .first()
        .satisfies(
            file ->
                assertThat(file.toString())
                    .matches(
                        "\\{file=\\w+.csv, kind=\\w+, state=\\w+, rows=\\d, accepted=\\d,"
                            + " rejected=\\d, reason=.*, moved_to=/.*\\.csv}"));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_no_file_or_not_complete_is_left_alone(TestDatabase database) throws IOException {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(".hidden.csv", CAMPAIGN, "S1,Advising,Hello")
            .drop("upload.csv.part", CAMPAIGN, "S1,Advising,Hello")
            .drop("upload.TMP", CAMPAIGN, "S1,Advising,Hello");
    Path inbox = world.home.resolve("inbox");
    assertThat(world.run().lines()).containsExactly("nothing was dropped");
    Files.createDirectory(inbox.resolve("old.csv"));
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(result.lines())
        .containsExactly("old.csv: is a folder, left in the inbox; drop files");
    Files.createSymbolicLink(inbox.resolve("link.csv"), inbox.resolve(".hidden.csv"));
    result = world.run();
    assertThat(result.problem()).isEqualTo("none of the files that were dropped can be read");
    assertThat(result.lines())
        .contains("link.csv: is a link, left in the inbox; drop the file itself");
    assertThat(world.names("inbox"))
        .containsExactly(
            ".hidden.csv", ".taken", "link.csv", "old.csv", "upload.TMP", "upload.csv.part");
  }

  @ParameterizedTest
  @EnumSource
  void no_readable_file_is_a_problem_one_readable_file_is_none(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database).drop("empty.csv", new String[0]);
    world.heed.drop("empty.csv", new byte[0]);
    world.heed.drop("report.csv", "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8));
    world.drop("header.csv", CAMPAIGN);
    Ran result = world.run();
    assertThat(result.done()).isFalse();
    assertThat(result.problem()).isEqualTo("none of the files that were dropped can be read");
    assertThat(world.content("rejected", "-empty.csv.receipt.txt"))
        .contains("Why: The file is empty, expected a CSV file with a header.");
    assertThat(world.content("rejected", "-report.csv.receipt.txt"))
        .contains("Why: Found a PDF, expected a CSV file or an Excel workbook");
    assertThat(world.content("rejected", "-header.csv.receipt.txt"))
        .contains("Why: The file has a header but no rows.");

    world.drop("bad.csv", CAMPAIGN, "S9,Advising,Hello").drop("empty.csv", "");
    result = world.run();
    assertThat(result.done()).isTrue();
    assertThat(world.content("rejected", "-bad.csv.receipt.txt"))
        .contains("Why: Too many rows have mistakes (1 of 1), so nothing was queued.");
  }

  @ParameterizedTest
  @EnumSource
  void the_same_content_queues_nothing_until_it_is_asked_for_again(TestDatabase database) {
    String[] text = {CAMPAIGN + ",email", "S1,Advising,Hello,pat@example.edu"};
    ImportWorld world = ImportWorld.on(database).drop("fall.csv", text);
    world.run();
    world.heed.clock.advance(Duration.ofDays(1));
    world.drop("renamed.csv", text);
    Ran result = world.run();
    String said =
        "nothing is queued again: the same content was taken as fall.csv on Mon 23 Nov 2026;"
            + " to send it once more on purpose, ask who runs Heed to take renamed.csv"
            + " again";
    assertThat(result.problem()).isNull();
    assertThat(result.lines()).singleElement().asString().startsWith("renamed.csv: " + said);
    assertThat(world.content("done", "renamed.csv.receipt.txt")).contains(said.substring(1));
    assertThat(world.queued()).hasSize(1);

    assertThat(world.run("again=renamed").summary()).containsEntry("queued", 1L);
    assertThat(world.run("again=fall.csv").summary()).containsEntry("queued", 1L);
    world.drop("new.csv", text);
    assertThat(world.run("again=new").summary()).containsEntry("queued", 1L);
    assertThat(world.queued()).hasSize(4);
    assertThat(world.column("select name from campaign order by id"))
        .containsExactly("fall", "renamed", "fall-2", "new");
    assertThatThrownBy(() -> world.run("again=winter"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("again: found winter, expected the name of a file in ");
    assertThatThrownBy(() -> world.run("twice=fall"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage("import: found twice=, expected again= or notify=");
  }

  @ParameterizedTest
  @EnumSource
  void the_same_content_twice_in_one_run_queues_once_but_a_rejected_one_may_come_again(
      TestDatabase database) {
    String[] text = {"student_id,from,message", "S1,Advising,Hello"};
    ImportWorld world = ImportWorld.on(database).drop("a.csv", text);
    world.run();
    assertThat(world.names("rejected")).hasSize(3);
    world
        .drop("people.csv", "student_id,mobile_phone", "S1,3125550110")
        .drop("b.csv", text)
        .drop("c.csv", text);
    Ran result = world.run();
    assertThat(result.summary()).containsEntry("queued", 1L);
    assertThat(world.names("done")).hasSize(9);
    assertThat(world.content("done", "c.csv.receipt.txt")).contains("Nothing is queued again");
  }

  @ParameterizedTest
  @EnumSource
  void a_campaign_with_too_many_rejected_rows_is_rejected_whole(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String[] lines = new String[5001];
    lines[0] = "student_id,phone,from,message";
    for (int i = 1; i <= 5000; i++) {
      lines[i] =
          i % 4 == 0 ? "S" + i + ",12,Advising,Hello" : "S" + i + ",3125550110,Advising,Hi " + i;
    }
    world.drop("fall.csv", lines);
    Ran result = world.run();
    assertThat(result.done()).isTrue();
    assertThat(result.lines())
        .singleElement()
        .asString()
        .startsWith(
            "fall.csv: rejected: Too many rows have mistakes (1,250 of 5,000), so nothing"
                + " was queued ->");
    assertThat(world.receipt("rejected", "fall.csv"))
        .hasSize(1250)
        .startsWith(
            "5|phone|12|too few digits for a phone number; leave the cell empty to send by email")
        .last()
        .asString()
        .startsWith("5001|phone|12|");
    assertThat(world.queued()).isEmpty();
    assertThat(world.heed.count("campaign")).isZero();
    assertThat(world.heed.count("person")).isZero();

    for (int i = 1000; i <= 5000; i++) {
      lines[i] = "S" + i + ",3125550110,Advising,Hi " + i;
    }
    assertThat(world.drop("fall.csv", lines).run().summary())
        .containsEntry("queued", 4751L)
        .containsEntry("rejected", 249L);
  }

  @ParameterizedTest
  @EnumSource
  void files_of_one_name_or_an_impossible_name_get_names_of_their_own(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String people = "student_id,mobile_phone";
    world.drop("people.csv", people, "S1,3125550110").run();
    world.drop("people.csv", people, "S1,3125550111").run();
    world.drop("Studierende ✓ ".repeat(11) + ".csv", people, "S1,3125550112").run();
    assertThat(world.names("done"))
        .filteredOn(name -> name.endsWith(".csv") && !name.endsWith("receipt.csv"))
        .hasSize(3)
        .contains("20261123T120000-people.csv", "20261123T120001-people.csv");
    assertThat(world.listed()).containsExactly("S1 Mobile 1 +13125550112");
  }

  @ParameterizedTest
  @EnumSource
  void what_a_dead_run_took_is_taken_up(TestDatabase database) throws IOException {
    ImportWorld world = ImportWorld.on(database);
    Path taken = Files.createDirectories(world.home.resolve("inbox/.taken"));
    Files.writeString(taken.resolve("0123-a.csv"), "student_id,mobile_phone\nS1,3125550110\n");
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .startsWith("a.csv: 1 row of people taken -> ");
    // Ended, and died before its file was moved.
    Path done = world.home.resolve("done");
    Files.move(
        done.resolve("20261123T120000-a.csv"),
        taken.resolve(world.column("select taken_as from import_file").get(0)));
    Files.delete(done.resolve("20261123T120000-a.csv.receipt.txt"));
    assertThat(world.run().lines()).hasSize(1);
    assertThat(world.names("done")).hasSize(3);
    assertThat(world.names("inbox/.taken")).isEmpty();
    assertThat(world.heed.count("import_file")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_people_file_again_is_taken_again(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String people = "student_id,mobile_phone";
    for (String number : List.of("3125550110", "3125550111", "3125550110")) {
      assertThat(world.drop("people.csv", people, "S1," + number).run().problem()).isNull();
      assertThat(world.listed()).containsExactly("S1 Mobile 1 +1" + number);
    }
  }
}
