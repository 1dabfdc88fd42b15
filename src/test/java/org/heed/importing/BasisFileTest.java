package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.util.List;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On what consent rests, as files of people and of consent tell it (E4). */
@NullUnmarked
class BasisFileTest {
  private static final String HEADER =
      "phone,sms_status,basis,source,wording,captured_at,captured_by";
  private static final String PEOPLE =
      "student_id,mobile_phone,home_phone,basis,source,wording,captured_at,captured_by";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "web form,Admissions site,Yes text me,2026-09-01,J. Doe | -",
        "written,,,, | -",
        ",,,, | -",
        "n/a,-,,none, | -",
        ",Admissions site,,, | basis~~missing, expected in a few words on what the consent rests,"
            + " such as web form, where source is given",
        ",,,2026-09-01, | basis~~missing, expected in a few words on what the consent rests, such"
            + " as web form, where captured_at is given",
        "web form,,,2026-11-24, | captured_at~2026-11-24~found 2026-11-24, expected no time in the"
            + " future",
        "web form,,,2026-11-23T12:00:01, | captured_at~2026-11-23T12:00:01~found"
            + " 2026-11-23T12:00:01, expected no time in the future",
        "web form,,,2026-11-23T12:00, | -",
        "web form,,,soon, | captured_at~soon~no date, expected one such as 2026-01-31 or"
            + " 2026-01-31 18:00",
        "yes,,,, | basis~yes~found \"yes\", expected in a few words on what the consent rests, such"
            + " as web form",
        "LONG201,,,, | basis~LONG201~found 201 characters, expected at most 200",
        "LONG200,LONG200,LONG4000,,LONG200 | -",
        "web form,,LONG4001,, | wording~LONG4001~found 4,001 characters, expected at most 4,000",
      })
  void E4_a_row_says_on_what_consent_rests_as_a_whole_or_is_rejected(String cells, String why) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop("consent.csv", HEADER, "3125550111,ENABLED," + longer(cells));
    world.run();
    if (why == null) {
      assertThat(world.heed.smsStatus("+13125550111")).isEqualTo("ENABLED");
      assertThat(world.column("select count(*) from rejected_row")).containsExactly("0");
    } else {
      String[] told = longer(why).split("~", -1);
      assertThat(world.column("select count(*) from consent_event")).containsExactly("0");
      assertThat(world.receipt("rejected", "consent.csv"))
          .singleElement()
          .satisfies(row -> assertThat(row).startsWith("2|" + told[0]).endsWith("|" + told[2]));
    }
  }

  private static String longer(String cells) {
    return cells
        .replace("LONG4001", "w".repeat(4001))
        .replace("LONG4000", "w".repeat(4000))
        .replace("LONG201", "b".repeat(201))
        .replace("LONG200", "b".repeat(200));
  }

  @ParameterizedTest
  @EnumSource
  void E4_a_basis_stands_with_its_event_and_a_wording_is_kept_once(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "consent.csv",
                "Phone;sms_status;Consent Method;Consent Source;Opt-in Text;Consent Date;Recorded"
                    + " By",
                "3125550111;ENABLED;web form;Admissions;\"Yes, text me.\n"
                    + "Rates apply.\";9/1/2026;J. Doe",
                "3125550112;ENABLED;web form;Admissions;\"Yes, text me.\r\n"
                    + "Rates apply.\";9/13/2026;",
                "3125550113;ENABLED;written;;;;",
                "3125550114;DISABLED;written;;Yes;;");
    assertThat(world.run().problem()).isNull();
    assertThat(bases(world))
        .containsExactly(
            "+13125550111 ENABLED web form|Admissions|Yes, text me.\n"
                + "Rates apply.|2026-09-01T05:00:00Z|J. Doe",
            "+13125550112 ENABLED web form|Admissions|Yes, text me.\n"
                + "Rates apply.|2026-09-13T05:00:00Z|null",
            "+13125550113 ENABLED written|null|null|null|null",
            "+13125550114 DISABLED null|null|null|null|null");
    assertThat(world.column("select hash from wording"))
        .as("the SHA-256 of its UTF-8 text")
        .containsExactly("fb7a33a2647d54d7569553bdf2cb391db11f54d9bd72cb88a0f9c0889ff3dae9");
    assertThat(world.column("select basis_by - decided_by from phone where basis_by is not null"))
        .containsExactly("0", "0", "0");
  }

  @ParameterizedTest
  @EnumSource
  void E4_the_same_again_changes_nothing_and_another_basis_is_an_event(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String[] first = {HEADER, "3125550111,ENABLED,web form,A,Yes,2026-09-01,"};
    world.drop("a.csv", first).run();
    world.drop("b.csv", first).run();
    world.drop("c.csv", "phone,sms_status", "3125550111,ENABLED").run();
    assertThat(bases(world)).hasSize(1);
    world.drop("d.csv", HEADER, "3125550111,ENABLED,written,,,2025-09-01,").run();
    world.drop("e.csv", first).run();
    assertThat(bases(world))
        .containsExactly(
            "+13125550111 ENABLED web form|A|Yes|2026-09-01T05:00:00Z|null",
            "+13125550111 ENABLED written|null|null|2025-09-01T05:00:00Z|null");
    assertThat(inForce(world, "+13125550111")).isEqualTo("written");
    world.drop("off.csv", "phone,sms_status", "3125550111,DISABLED").run();
    assertThat(inForce(world, "+13125550111")).isEqualTo("none");
    world.drop("on.csv", "phone,sms_status", "3125550111,ENABLED").run();
    assertThat(world.heed.smsStatus("+13125550111")).isEqualTo("ENABLED");
    assertThat(inForce(world, "+13125550111"))
        .as("what it rested on before it was off is no basis any more")
        .isEqualTo("none");
    world.drop("f.csv", first).run();
    assertThat(inForce(world, "+13125550111")).isEqualTo("web form");
  }

  @ParameterizedTest
  @EnumSource
  void E4_a_file_of_people_gives_the_basis_of_the_phone_texts_go_to(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String[] file = {
      PEOPLE,
      "S1,3125550111,3125550112,enrolment form,Fall 2026,Yes,2026-09-01,Registrar",
      "S2,,3125550122,enrolment form,,,,",
      "S3,3125550131,,,,,,",
      "S4,3125550141,,enrolment form,,,2027-01-01,",
      "S5,3125550151,,,Fall 2026,,,"
    };
    world.drop("people.csv", file).run();
    world.drop("again.csv", file).run();
    assertThat(bases(world))
        .containsExactly(
            "+13125550111 ENABLED enrolment form|Fall 2026|Yes|2026-09-01T05:00:00Z|Registrar",
            "+13125550122 ENABLED enrolment form|null|null|null|null");
    assertThat(world.listed()).hasSize(6);
    assertThat(world.receipt("done", "people.csv"))
        .containsExactly(
            "5|captured_at|2027-01-01|found 2027-01-01, expected no time in the future; this cell"
                + " is left out, the rest of its row is taken",
            "6|basis||missing, expected in a few words on what the consent rests, such as web form,"
                + " where source is given; this cell is left out, the rest of its row is taken");
    world.drop(
        "two.csv",
        "student_id,home_phone,work_phone,basis",
        "S6,3125550162,3125550163,enrolment form");
    world.run();
    assertThat(bases(world)).hasSize(2);
    assertThat(world.receipt("done", "two.csv").get(0)).contains("none of type Mobile");
  }

  @ParameterizedTest
  @EnumSource
  void E4_L4_a_file_of_people_never_undoes_an_opt_out(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    String[] file = {
      PEOPLE, "S1,3125550111,,form,,,2026-09-01,", "S2,3125550121,,form,,,2026-09-01,"
    };
    world.drop("people.csv", "student_id,mobile_phone", "S1,3125550111", "S2,3125550121").run();
    world
        .heed
        .bean(ConsentLedger.class)
        .optOut(
            List.of(
                new OptOut(
                    new PhoneNumber("+13125550111"),
                    null,
                    new PhoneNumber(ADVISING),
                    TestHeed.NOON.minusSeconds(60),
                    null,
                    LearnedFrom.GATEWAY_21610,
                    "message 7")));
    world.drop("staff.csv", "phone,sms_status", "3125550121,DISABLED").run();
    world.drop("again.csv", file).run();
    assertThat(world.heed.smsStatus("+13125550111")).isEqualTo("DISABLED");
    assertThat(world.heed.smsStatus("+13125550121")).isEqualTo("DISABLED");
    assertThat(world.receipt("done", "again.csv")).hasSize(2);
    world.drop("moved.csv", PEOPLE, "S1,3125550119,,form,,,2026-09-01,").run();
    assertThat(world.heed.smsStatus("+13125550119"))
        .as("the old consent is not carried to the new phone of who opted out")
        .isEqualTo("DEFAULT");
    assertThat(world.listed()).contains("S1 Mobile 1 +13125550119");
  }

  @ParameterizedTest
  @CsvSource({
    "'phone,sms_status,source,captured_at', '3125550111,ENABLED,web,2030-01-01', ENABLED",
    "'phone,sms_status,basis,basis,source,source', '3125550111,ENABLED,a,b,c,d', DEFAULT",
    "'student_id,cell phone,consent basis,consent date', 'S1,3125550111,form,2026-09-01', ENABLED",
    "'student_id,cell phone,consent date', 'S1,3125550111,2026-09-01', DEFAULT"
  })
  void E4_columns_that_say_something_beside_a_basis_are_read_with_one_only(
      String header, String row, String status) {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB).drop("x.csv", header, row);
    world.run();
    assertThat(
            world.column(
                "select coalesce(max(sms_status), 'DEFAULT') from phone where number ="
                    + " '+13125550111'"))
        .containsExactly(status);
  }

  private static List<String> bases(ImportWorld world) {
    return world.heed.jdbc.query(
        """
        select e.number, e.sms_status, e.basis, e.basis_source, w.body, e.captured_at, e.captured_by
        from consent_event e left join wording w on w.hash = e.wording_hash order by e.id
        """,
        (row, n) -> {
          java.time.OffsetDateTime at =
              row.getObject("captured_at", java.time.OffsetDateTime.class);
          return "%s %s %s|%s|%s|%s|%s"
              .formatted(
                  row.getString(1),
                  row.getString(2).strip(),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  at == null ? null : at.toInstant(),
                  row.getString(7));
        });
  }

  private static String inForce(ImportWorld world, String number) {
    return world.heed.jdbc.queryForObject(
        "select coalesce(e.basis, 'none') from phone f left join consent_event e on e.id ="
            + " f.basis_by where f.number = ?",
        String.class,
        number);
  }
}
