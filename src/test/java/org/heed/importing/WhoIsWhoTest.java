package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that a spreadsheet has changed makes no second person in silence. */
@NullUnmarked
class WhoIsWhoTest {
  private static final String LIKE =
      "looks like the known id 00123456 written otherwise or changed by a spreadsheet";

  @ParameterizedTest
  @ValueSource(strings = {"123456", "'00123456", "\u200b00123456", "123456.00", "\uff1000123456"})
  void a_changed_id_is_rejected_with_the_known_one(String id) {
    ImportWorld world = known(TestDatabase.HSQLDB);
    String cell = "\"" + id.replace("\"", "\"\"") + "\"";
    world.drop(
        "fall.csv",
        "student_id,phone,email,from,message",
        cell + ",3125550101,,Advising,Hello one",
        cell + ",,pat@example.edu,Advising,Hello two",
        cell + ",3125550177,,Advising,Hello three",
        "S8,3125550101,,Advising,Hello four",
        "00123456,,,Advising,Hello five",
        "S7,3125550188,,Advising,Hello six",
        "S7,,,Advising,Hello seven",
        "S7,,,Advising,Hello eight",
        "S7,,,Advising,Hello nine",
        "S7,,,Advising,Hello ten",
        "S7,,,Advising,Hello eleven",
        "S7,,,Advising,Hello twelve",
        "S7,,,Advising,Hello thirteen",
        "S7,,,Advising,Hello fourteen",
        "S7,,,Advising,Hello fifteen");
    world.run();
    world.drop("people.csv", "student_id,mobile_phone", cell + ",3125550101", "S9,3125550101");
    world.run();
    boolean mark = id.chars().anyMatch(c -> Character.getType(c) == Character.FORMAT || c == 0xA0);
    // A mark around an id is none of its own: it is the known one.
    assertThat(world.heed.count("rejected_row where reason like '%" + LIKE + "%'"))
        .isIn(mark ? List.of(0, 4) : List.of(4));
    assertThat(world.column("select student_id from person order by student_id"))
        .containsExactly("00123456", "S7", "S8", "S9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00123456  | A00123456
          00123456  | 123,456
          A00123456 | 123456
          AB-0042   | AB 0042
          MAR1      | 1-Mar
          1234567890123456 | 1234567890123450
          """)
  void an_id_written_otherwise_beside_the_same_phone_or_email_is_no_second_person(
      String known, String id) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "known.csv",
                "student_id,mobile_phone,email",
                known + ",3125550101,pat@example.edu");
    world.run();
    String cell = "\"" + id + "\"";
    world
        .drop("phone.csv", "student_id,mobile_phone", cell + ",3125550101")
        .drop("email.csv", "student_id,mobile_phone,email", cell + ",,Pat@example.edu")
        .drop("fall.csv", "student_id,phone,from,message", cell + ",3125550101,Advising,Hello")
        .drop("mail.csv", "student_id,email,from,message", cell + ",pat@example.edu,Bursar,Hi");
    world.run();
    assertThat(world.column("select student_id from person")).containsExactly(known);
    assertThat(
            world.heed.count(
                "rejected_row where reason like '%looks like the known id " + known + " %'"))
        .isEqualTo(4);
  }

  @Test
  void other_digits_or_another_phone_are_another_person() {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "known.csv",
                "student_id,mobile_phone,email",
                "00123456,3125550101,home@example.edu",
                "jd1035,3125550102,jd@example.edu",
                "24-115,3125550103,home@example.edu",
                "1.15.2,3125550104,");
    world.run();
    world.drop(
        "more.csv",
        "student_id,mobile_phone,email",
        "A00123456,3125550177,other@example.edu",
        "123457,3125550101,home@example.edu",
        "kt1035,3125550102,jd@example.edu",
        "241-15,3125550177,home2@example.edu",
        "11.52,3125550178,",
        "ID 777,3125550101,",
        "1234567890123456,3125550101,");
    assertThat(world.run().summary()).containsEntry("accepted", 7L);
  }

  @ParameterizedTest
  @EnumSource
  void a_consent_row_with_a_changed_id_counts_when_it_says_off(TestDatabase database) {
    ImportWorld world =
        known(database)
            .drop("consent.csv", "student_id,phone,sms_status", "123456,,DISABLED")
            .drop("on.csv", "student_id,phone,sms_status", "'00123456,3125550101,ENABLED");
    world.run();
    assertThat(world.column("select number from phone where sms_status = 'DISABLED'"))
        .containsExactly("+13125550101");
    assertThat(world.content("done", "consent.csv.receipt.txt"))
        .contains("line 2: taken all the same, for the known id 00123456");
    assertThat(world.receipt("rejected", "on.csv")).singleElement().asString().contains(LIKE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          001011/001012         | for the known ids 001011, 001012
          001011, 001012        | for the known ids 001011, 001012
          001011 and 001012     | for the known ids 001011, 001012
          '001011; 1012'        | for the known ids 001011, 001012
          001012 & 001011       | for the known ids 001012, 001011
          001011 / 009999       | for the known id 001011; nobody is known by 009999
          ID 001011             | for the known id 001011
          #001011               | for the known id 001011
          001011-001012         | for the known ids 001011, 001012
          A1011                 | for the known id 001011
          1.011E+03             | for the known id 001011
          Smith 001011          | for the known id 001011
          """)
  void a_row_that_says_off_is_heeded_for_each_id_it_names(String cell, String note) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "known.csv",
                "student_id,mobile_phone",
                "001011,3125550111",
                "001012,3125550112",
                "001013,3125550113");
    world.run();
    world.drop("off.csv", "student_id,phone,sms_status", "\"" + cell + "\",,Opted out");
    world.run();
    assertThat(world.content("done", "off.csv.receipt.txt"))
        .contains("line 2: taken all the same, " + note);
    assertThat(world.column("select number from phone where sms_status = 'DISABLED'"))
        .contains("+13125550111")
        .hasSize(note.contains("ids") ? 2 : 1);
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_says_off_is_heeded_for_everyone_it_may_mean(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "known.csv",
                "student_id,mobile_phone",
                "A00123456,3125550111",
                "B00123456,3125550112",
                "C00123457,3125550113");
    world.run();
    world.drop("off.csv", "student_id,phone,sms_status", "123456,,Opted out");
    world.run();
    assertThat(world.content("done", "off.csv.receipt.txt"))
        .contains("line 2: taken all the same, for the known ids A00123456, B00123456");
    assertThat(world.column("select number from phone where sms_status = 'DISABLED'"))
        .containsExactlyInAnyOrder("+13125550111", "+13125550112");
  }

  @Test
  void a_shortened_id_in_a_row_that_says_off_is_told() {
    ImportWorld world = known(TestDatabase.HSQLDB);
    world
        .drop("off.csv", "student_id,phone,sms_status", "1.24E+05,,No")
        .drop("phone.csv", "student_id,phone,sms_status", "1.24E+05,3125550101,No");
    world.run();
    assertThat(world.receipt("rejected", "off.csv"))
        .singleElement()
        .asString()
        .contains("a spreadsheet has shortened this id");
    assertThat(world.column("select number from phone where sms_status = 'DISABLED'"))
        .containsExactly("+13125550101");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.01E+08", "\u200b9,01E+08"})
  void a_shortened_number_is_no_id(String id) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop("people.csv", "student_id,mobile_phone", "\"" + id + "\",3125550101")
            .drop(
                "fall.csv",
                "student_id,phone,from,message",
                "\"" + id + "\",3125550101,Advising,Hello");
    world.run();
    assertThat(world.heed.count("person")).isZero();
    assertThat(world.receipt("rejected", "people.csv"))
        .singleElement()
        .asString()
        .contains("a spreadsheet has shortened this id");
    assertThat(world.receipt("rejected", "fall.csv")).hasSize(1);
  }

  @Test
  void in_a_new_installation_and_for_other_people_nothing_changes() {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "people.csv",
                "student_id,mobile_phone",
                "00123456,3125550101",
                "123456,3125550102",
                "E12345,3125550103",
                "9E12,3125550104",
                "S10,3125550101",
                "S1,3125550101");
    assertThat(world.run().summary()).containsEntry("accepted", 6L);
    world.drop("more.csv", "student_id,mobile_phone", "S100,3125550101", "S01,3125550102");
    assertThat(world.run().summary()).containsEntry("accepted", 2L);
  }

  @Test
  void ids_from_before_the_upgrade_are_known_too() {
    ImportWorld world = known(TestDatabase.HSQLDB);
    world.heed.jdbc.update("update person set id_key = null");
    world.heed.jdbc.update("insert into owed (what) values ('id keys')");
    world.drop("people.csv", "student_id,mobile_phone", "123456,3125550101");
    world.run();
    assertThat(world.receipt("rejected", "people.csv")).singleElement().asString().contains(LIKE);
  }

  private static ImportWorld known(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "known.csv",
                "student_id,mobile_phone,email",
                "00123456,3125550101,pat@example.edu");
    world.run();
    return world;
  }
}
