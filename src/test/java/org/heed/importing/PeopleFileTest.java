package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class PeopleFileTest {

  @ParameterizedTest
  @EnumSource
  void a_row_replaces_what_was_listed_for_its_person(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "people.csv",
                "Last Name;Student ID;E-mail;email;Home Phone;mobile-phone;WORK_PHONE;other phone",
                "Doe;S1;ignored;pat@example.edu;312-555-0112;312-555-0111;312-555-0113;312-555-0114",
                "Lee;S2;;kim@example.edu;312-555-0111;312-555-0111;;",
                "Roe;S3;;;;;;");
    assertThat(world.run().problem()).isNull();
    assertThat(world.listed())
        .containsExactly(
            "S1 Mobile 1 +13125550111",
            "S1 Home 2 +13125550112",
            "S1 Work 3 +13125550113",
            "S1 Other 4 +13125550114",
            "S2 Mobile 1 +13125550111");

    world.heed.clock.advance(Duration.ofDays(1));
    world.drop(
        "people.csv",
        "student_id,first_name,mobile_phone,home_phone",
        "S1,Pat,3125550112,3125550119",
        "S3,,3125550113,");
    assertThat(world.run().problem()).isNull();
    assertThat(world.listed())
        .containsExactly(
            "S1 Mobile 1 +13125550112",
            "S1 Home 2 +13125550119",
            "S2 Mobile 1 +13125550111",
            "S3 Mobile 1 +13125550113");
    assertThat(people(world))
        .containsExactly(
            "S1 Pat Doe pat@example.edu", "S2 null Lee kim@example.edu", "S3 null Roe null");
    // A number that only changed its type has been listed all the time (O6).
    assertThat(
            world.column(
                "select number from listing l join person p on p.id = l.person_id"
                    + " where listed_at > added_at"))
        .containsExactlyInAnyOrder("+13125550119", "+13125550113");
  }

  @ParameterizedTest
  @EnumSource
  void a_column_that_is_there_says_what_there_is_now_one_that_is_not_says_nothing(
      TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "people.csv",
                "student_id,first_name,last_name,email,mobile_phone",
                "S1,Pat,Doe,pat@example.edu,3125550111");
    world.run();
    world.drop("people.csv", "student_id,first_name,mobile_phone", "S1,,3125550111").run();
    assertThat(people(world)).containsExactly("S1 null Doe pat@example.edu");
  }

  @ParameterizedTest
  @EnumSource
  void O10_a_number_keeps_its_status_off_a_person_listed_again_or_for_someone_else(
      TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database).drop("people.csv", "student_id,mobile_phone", "S1,3125550111");
    world.run();
    world
        .heed
        .bean(ConsentLedger.class)
        .optOut(
            List.of(
                new OptOut(
                    new PhoneNumber("+13125550111"),
                    null,
                    new PhoneNumber(TestHeed.ADVISING),
                    TestHeed.NOON,
                    null,
                    LearnedFrom.REPLY,
                    "reply 1")));
    for (String row : List.of("S1,", "S1,3125550111", "S2,3125550111")) {
      world.drop("people.csv", "student_id,mobile_phone", row).run();
      assertThat(world.heed.smsStatus("+13125550111")).isEqualTo("DISABLED");
    }
    world.drop("fall.csv", "phone,from,message", "3125550111,Advising,Hello").run();
    assertThat(world.heed.smsStatus("+13125550111")).isEqualTo("DISABLED");
    assertThat(world.heed.count("consent_event")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_cannot_be_taken_is_rejected_and_changes_nothing(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "people.csv",
                "student_id,first_name,mobile_phone,home_phone,notes",
                "S1,Pat,3125550111,,",
                ",Kim,3125550112,,",
                "S3,Jo,3125550113,12,",
                "S1,Pat,3125550119,,",
                "S4,\"Jo\nAnn\",3125550114,,a\uFFFDb",
                "S5,Jo\0,3125550115,,",
                "S6,Jo,3125550116,,,3125550117");
    assertThat(world.run().summary()).containsEntry("accepted", 3L).containsEntry("rejected", 4L);
    assertThat(world.receipt("done", "people.csv"))
        .containsExactly(
            "3|student_id||missing, expected the person's student id",
            "5|student_id|S1|a duplicate: an earlier line of the file is about the same person",
            "7|first_name|Jo\uFFFD|found a NUL character, expected text",
            "8||3125550117|found 6 cells, expected 5 as in the header; a text with the delimiter in"
                + " it needs quotes",
            "4|home_phone|12|too few digits for a phone number, expected one such as (202)"
                + " 555-0100; this cell is left out, the rest of its row is taken");
    assertThat(world.listed())
        .containsExactly(
            "S1 Mobile 1 +13125550111", "S3 Mobile 1 +13125550113", "S4 Mobile 1 +13125550114");
    assertThat(people(world))
        .containsExactly("S1 Pat null null", "S3 Jo null null", "S4 Jo Ann null null");
  }

  @ParameterizedTest
  @EnumSource
  void a_bad_cell_loses_neither_the_person_nor_what_was_known(TestDatabase database) {
    String header = "student_id,first_name,email,mobile_phone,home_phone,work_phone";
    ImportWorld world =
        ImportWorld.on(database)
            .drop("people.csv", header, "S1,Pat,pat@x.edu,3125550111,3125550112,3125550113");
    world.run();
    world.drop(
        "people.csv",
        header,
        "S1,#N/A,no address,3125550119,#REF!,NULL",
        "S2,Kim,kim@x.edu,12,3125550122,",
        "S3,Jo,jo@x.edu,12,,",
        "S4,Al,al@,3125550141,,");
    assertThat(world.run().summary()).containsEntry("accepted", 3L).containsEntry("rejected", 1L);
    assertThat(world.listed())
        .containsExactlyInAnyOrder(
            "S1 Mobile 1 +13125550119",
            "S1 Home 2 +13125550112",
            "S2 Home 1 +13125550122",
            "S4 Mobile 1 +13125550141");
    assertThat(people(world))
        .containsExactly("S1 Pat null pat@x.edu", "S2 Kim null kim@x.edu", "S4 Al null null");
    assertThat(world.names("done")).anyMatch(name -> name.endsWith(".receipt.csv"));
  }

  private static List<String> people(ImportWorld world) {
    return world.heed.jdbc.query(
        "select student_id, first_name, last_name, email from person order by student_id",
        (row, n) ->
            "%s %s %s %s"
                .formatted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
  }
}
