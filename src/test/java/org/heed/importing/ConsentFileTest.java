package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptIn;
import org.heed.consent.OptOut;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class ConsentFileTest {
  private static final PhoneNumber ADVISING = new PhoneNumber(TestHeed.ADVISING);

  @ParameterizedTest
  @EnumSource
  void L4_a_row_is_for_a_phone_or_for_all_phones_of_a_student(TestDatabase database) {
    ImportWorld world =
        known(database)
            .drop(
                "consent.csv",
                "Phone Type,SMS Status,Phone,student-id,Reason,At,error",
                "Mobile,disabled,(312) 555-0111,,asked by email,2026-11-01,",
                ",Enabled,,S2,\"by form,\nsigned\",2026-11-02T09:30-06:00,\0\uFFFD",
                ",ENABLED,3125550199,S1,,,");
    assertThat(world.run().lines())
        .singleElement()
        .asString()
        .startsWith("consent.csv: 3 rows of consent taken -> ");
    assertThat(events(world))
        .containsExactly(
            "+13125550111 null DISABLED 2026-11-01T05:00:00Z consent.csv line 2 asked by email",
            "+13125550121 S2 ENABLED 2026-11-02T15:30:00Z consent.csv line 3 by form,\nsigned",
            "+13125550122 S2 ENABLED 2026-11-02T15:30:00Z consent.csv line 3 by form,\nsigned",
            "+13125550199 S1 ENABLED 2026-11-23T18:00:00Z consent.csv line 4 null");
    assertThat(statuses(world))
        .containsExactly(
            "+13125550111 DISABLED",
            "+13125550112 DEFAULT",
            "+13125550121 ENABLED",
            "+13125550122 ENABLED",
            "+13125550199 ENABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L4_each_row_has_its_result_and_the_same_list_again_changes_nothing(TestDatabase database)
      throws IOException {
    ImportWorld world = known(database);
    String[] rows = {
      "phone,student_id,sms_status",
      "(312) 555-0111,,DISABLED",
      "12,,DISABLED",
      ",S2,DISABLED",
      "312-555-0111,,DISABLED",
      ",S9,DISABLED"
    };
    world.drop("list.csv", rows).run();
    assertThat(results(world, "list.csv"))
        .containsExactly(
            "\uFEFFline,subject,result,phones,changed,reason",
            "2,(312) 555-0111,changed,1,1,",
            "3,12,rejected,0,0,\"too few digits for a phone number, expected one such as (202)"
                + " 555-0100\"",
            "4,S2,changed,2,2,",
            "5,312-555-0111,already so,1,0,",
            "6,S9,rejected,0,0,no person with this student id is known");
    List<String> statuses = statuses(world);
    world.drop("again.csv", rows).run();
    assertThat(results(world, "again.csv"))
        .filteredOn(row -> !row.contains("rejected"))
        .containsExactly(
            "\uFEFFline,subject,result,phones,changed,reason",
            "2,(312) 555-0111,already so,1,0,",
            "4,S2,already so,2,0,",
            "5,312-555-0111,already so,1,0,");
    assertThat(statuses(world)).isEqualTo(statuses);
  }

  private static List<String> results(ImportWorld world, String name) {
    return world.heed.lines("done", name + ".results.csv");
  }

  @ParameterizedTest
  @EnumSource
  void L4_what_the_person_said_is_never_undone_by_a_file(TestDatabase database) {
    ImportWorld world = known(database);
    ConsentLedger ledger = world.heed.bean(ConsentLedger.class);
    ledger.optOut(
        List.of(
            new OptOut(
                new PhoneNumber("+13125550111"),
                null,
                ADVISING,
                TestHeed.NOON.minusSeconds(60),
                null,
                LearnedFrom.GATEWAY_21610,
                "message 7")));
    ledger.optIn(
        List.of(
            new OptIn(
                new PhoneNumber("+13125550121"),
                ADVISING,
                TestHeed.NOON.minusSeconds(30),
                null,
                "reply 8",
                false)));
    List<String> before = statuses(world);
    world.drop(
        "consent.csv",
        "phone,student_id,sms_status,reason,at",
        "3125550111,,ENABLED,,",
        "3125550112,,ENABLED,,2026-11-01",
        ",S1,ENABLED,,",
        "3125550121,,DISABLED,,",
        ",S2,DISABLED,,",
        "3125550122,,DISABLED,by form,");
    assertThat(world.run().summary()).containsEntry("accepted", 3L).containsEntry("rejected", 3L);
    String out =
        "this phone's owner opted out on Mon 23 Nov 2026 (evidence message 7); only a START from"
            + " that phone turns texts on again";
    assertThat(world.receipt("done", "consent.csv"))
        .containsExactly(
            "2|sms_status|ENABLED|" + out,
            "3|sms_status|ENABLED|" + out,
            "4|sms_status|ENABLED|" + out);
    assertThat(world.content("done", "consent.csv.receipt.txt"))
        .contains("a STOP from before this file that is read\nlater turns its phone off.");
    assertThat(statuses(world))
        .as("off is never refused")
        .isEqualTo(
            before.stream()
                .map(status -> status.replaceAll("(12[12]) [A-Z]+", "$1 DISABLED"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void L4_a_row_that_something_later_has_overtaken_is_told(TestDatabase database) {
    ImportWorld world = known(database);
    world.drop("off.csv", "phone,sms_status", "3125550111,DISABLED").run();
    world.drop("old.csv", "phone,sms_status,at", "3125550111,ENABLED,2026-11-01").run();
    assertThat(results(world, "old.csv").get(1))
        .isEqualTo(
            "2,3125550111,overtaken,1,0,\"the phone stays off: on Mon 23 Nov 2026, after the time"
                + " of this row, it was turned off (evidence off.csv line 2)\"");
    assertThat(world.content("done", "old.csv.receipt.txt"))
        .contains("1 row changed nothing, because something later is known");
  }

  @ParameterizedTest
  @CsvSource({"HSQLDB,20", "HSQLDB,23", "POSTGRESQL,23"})
  void the_receipt_says_how_many_more_rows_there_is_something_to_know_of(
      TestDatabase database, int rows) {
    ImportWorld world = known(database);
    world.drop("off.csv", "phone,sms_status", "3125550111,DISABLED").run();
    String row = "3125550111,ENABLED,2026-11-01\n";
    world.drop("old.csv", "phone,sms_status,at", row.repeat(rows)).run();
    assertThat(world.content("done", "old.csv.receipt.txt").lines())
        .filteredOn(line -> line.contains("stays off") || line.contains("more"))
        .hasSize(rows == 20 ? 20 : 21)
        .last()
        .asString()
        .contains(rows == 20 ? "line 21: the phone stays off" : "and 3 more");
  }

  @ParameterizedTest
  @EnumSource
  void L4_the_opt_out_export_dropped_back_changes_nothing(TestDatabase database)
      throws IOException {
    ImportWorld world = known(database);
    world
        .heed
        .bean(ConsentLedger.class)
        .optOut(
            List.of(
                new OptOut(
                    new PhoneNumber("+13125550111"),
                    null,
                    ADVISING,
                    TestHeed.NOON.minusSeconds(60),
                    null,
                    LearnedFrom.GATEWAY_21610,
                    "message 7")));
    world.heed.run("report");
    byte[] export = Files.readAllBytes(world.home.resolve("reports/opt-outs-2026-11-23.csv"));
    world.heed.drop("opt-outs.csv", export);
    assertThat(world.run().summary()).containsEntry("accepted", 2L).containsEntry("rejected", 0L);
    assertThat(results(world, "opt-outs.csv"))
        .filteredOn(row -> row.contains("changed,"))
        .hasSize(1);
    assertThat(statuses(world))
        .contains("+13125550111 DISABLED", "+13125550112 DISABLED", "+13125550121 DEFAULT");
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_cannot_be_taken_is_rejected_with_its_reason(TestDatabase database) {
    ImportWorld world =
        known(database)
            .drop(
                "consent.csv",
                "phone,student_id,sms_status,reason,at",
                ",,DISABLED,,",
                "12,,DISABLED,,",
                ",S9,DISABLED,,",
                ",S3,DISABLED,,",
                "3125550111,,perhaps,,",
                "3125550111,,,,",
                "3125550111,,ENABLED,,yesterday",
                "3125550111,,ENABLED,,2026-11-24",
                "3125550111,,ENABLED," + "x".repeat(1001) + ",",
                "3125550111,,DISABLED,\"by\" phone,",
                "3125550111,,ENABLED,,,,more");
    assertThat(world.run().summary()).containsEntry("accepted", 0L).containsEntry("rejected", 11L);
    assertThat(world.receipt("rejected", "consent.csv"))
        .containsExactly(
            "2|phone||missing, expected a phone or a student id",
            "3|phone|12|too few digits for a phone number, expected one such as (202) 555-0100",
            "4|student_id|S9|no person with this student id is known",
            "5|student_id|S3|no phone is listed for this person",
            "6|sms_status|perhaps|found \"perhaps\", expected ENABLED or DISABLED",
            "7|sms_status||missing, expected ENABLED or DISABLED",
            "8|at|yesterday|no date, expected one such as 2026-01-31 or 2026-01-31 18:00",
            "9|at|2026-11-24|found Tue 24 Nov 2026, expected no time in the future",
            "10|reason|" + "x".repeat(400) + "...|found 1001 characters, expected at most 1000",
            "11|||found text after a closing quote; a text with quotes in it needs quotes around it"
                + " and each of its own quotes twice",
            "12||more|found 7 cells, expected 5 as in the header; a text with the delimiter in it"
                + " needs quotes");
    assertThat(world.content("rejected", "consent.csv.receipt.txt"))
        .contains("Why: No row can be taken.");
    assertThat(world.heed.count("consent_event")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void L7_of_two_rows_about_one_phone_the_one_that_says_off_counts(TestDatabase database) {
    ImportWorld world =
        known(database)
            .drop(
                "consent.csv",
                "phone,sms_status",
                "3125550111,DISABLED",
                "3125550112,ENABLED",
                "3125550111,ENABLED",
                "3125550112,DISABLED");
    world.run();
    assertThat(statuses(world)).contains("+13125550111 DISABLED", "+13125550112 DISABLED");
  }

  private static ImportWorld known(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "people.csv",
                "student_id,mobile_phone,home_phone",
                "S1,3125550111,3125550112",
                "S2,3125550121,3125550122",
                "S3,,");
    assertThat(world.run().problem()).isNull();
    return world;
  }

  private static List<String> statuses(ImportWorld world) {
    return world.column("select number || ' ' || sms_status from phone order by number");
  }

  private static List<String> events(ImportWorld world) {
    return world.heed.jdbc.query(
        """
        select e.number, p.student_id, e.sms_status, e.occurred_at, e.evidence, e.reason
        from consent_event e left join person p on p.id = e.person_id order by e.id
        """,
        (row, n) ->
            "%s %s %s %s %s %s"
                .formatted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, java.time.OffsetDateTime.class).toInstant(),
                    row.getString(5),
                    row.getString(6)));
  }
}
