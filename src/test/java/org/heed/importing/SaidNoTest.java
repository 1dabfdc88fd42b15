package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heed.csv.FileKind;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of people, with a column beside Heed's own that says who wants no texts (L7). */
@NullUnmarked
class SaidNoTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Do Not Text | Yes",
        "Do Not Text | X",
        "do_not_text | 1",
        "DoNotText | true",
        "Don't Text | y",
        "DNC | Y",
        "DNT | checked",
        "Opted Out | Yes",
        "SMS Opt Out | TRUE",
        "Opt-Out? | yes",
        "Opt Out Date | 11/05/2026",
        "OptOutDate | 2026-11-05",
        "Opt-out reason | asked by phone",
        "Text Opt Out Flag | Y",
        "Unsubscribed | Yes",
        "Unsubscribe date | 5 Nov 2026",
        "No Texts | yes",
        "No SMS | X",
        "Blacklisted | true",
        "Suppressed | 1",
        "Texting Blocked | yes",
        "SMS Disabled | yes",
        "SMS Opt In | No",
        "Opted In | N",
        "Opt In | 0",
        "Opt In Status | Opted Out",
        "Consent to Text | No",
        "Text Consent | no",
        "SMS Consent | Declined",
        "Consent | withdrawn",
        "SMS Status | DISABLED",
        "Text Status | Off",
        "SMS Enabled | false",
        "Texting Allowed | No",
        "OK to Text | N",
        "May We Text? | no",
        "Can Text | No",
        "Subscribed | No",
        "SMS Subscription | unsubscribed",
        "Wants Texts | no",
        "SMS Preference | no texts",
        "Status | Opted out",
        "Notes | STOP",
        "Remarks | Do not text",
        "Comment | unsubscribed by phone",
        "Anything | dnc",
        "Text Messaging | Declined",
        "Communication Preference | No SMS",
        "Contact Preference | Email only",
        "Flags | DO_NOT_TEXT",
        "Notes | per mom, no texting",
        "SMS Consent Withdrawn | Yes",
        "TCPA | Revoked",
        "Agree to texts | Disagree",
        "Text Alerts | Off",
        "Texting | No",
        "Opt out of texts | Y",
        "Comments | please do not text this student",
        "STOP | Y",
        "Suppress | TRUE",
        "Notes | wrong number",
        "Notes | Wrong number - belongs to somebody else",
        "Notes | not her number any more",
        "Notes | Student asked us to stop texting",
        "Notes | asked to stop all texts on 11/5",
        "Notes | Mom called: replied STOP last week",
        "Notes | opted out of text messages by phone",
        "Notes | withdrew her consent",
        "Notes | she does not want any more texts",
        "Notes | asked not to be texted",
        "Notes | please take him off the list",
        "Notes | No more texts, please",
      })
  void L7_a_cell_that_says_no_is_heeded(String column, String cell) {
    assertThat(NoColumns.isNo(FileKind.PEOPLE, column, cell)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Do Not Text | No",
        "Insurance Opt Out | Yes",
        "FERPA Opt-Out | Y",
        "Photo Opt Out | X",
        "Directory Opt-Out | true",
        "Meal plan opt out | Yes",
        "Textbook Opt Out | Yes",
        "Opt Out Deadline | 2026-12-01",
        "Parental Consent | No",
        "Notes | There is no text book for it",
        "Notes | opted out of housing",
        "Notes | took the wrong bus, number 4",
        "Notes | stop by the office about textbooks",
        "Notes | does not want to live on campus",
        "Notes | removed from BIO 101",
        "Blocked | Yes",
        "Removed | 2026-11-05",
        "Text Messaging | Yes",
        "Do Not Text | ''",
        "Do Not Text | 0",
        "Opted Out | False",
        "Opted Out | not opted out",
        "Opt Out Status | Opted In",
        "Unsubscribed | never",
        "No Texts | n",
        "Blacklisted | no",
        "SMS Opt In | Yes",
        "SMS Opt In | ''",
        "Opt In Date | 2026-09-01",
        "Consent Date | 2026-09-01",
        "Consent Form | signed",
        "SMS Consent | pending",
        "SMS Status | Active",
        "OK to Text | Y",
        "Email Opt Out | Yes",
        "Do Not Mail | Yes",
        "Email Consent | No",
        "Stop Date | 2027-05-15",
        "Bus Stop | Main Street",
        "Hold | No",
        "Major | None",
        "Withdrawn | No",
        "Disabled | No",
        "Active | No",
        "FERPA Block | N",
        "Notes | No car",
        "Housing | Off campus",
        "Status | Inactive",
      })
  void what_says_no_such_thing_turns_nobody_off(String column, String cell) {
    assertThat(NoColumns.isNo(FileKind.PEOPLE, column, cell)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Blocked,Yes",
    "STOP,1",
    "Stop Date,11/05/2026",
    "Revoked,X",
    "Disabled At,2026-11-05"
  })
  void L7_in_a_list_of_consents_it_is_texts_that_were_stopped(String column, String cell) {
    assertThat(NoColumns.isNo(FileKind.CONSENT, column, cell)).isTrue();
    assertThat(NoColumns.isNo(FileKind.CONSENT, column, "No")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void L7_the_phones_of_the_row_are_off_and_the_receipt_says_why(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database)
            .drop(
                "roster.csv",
                "student_id,first_name,mobile_phone,home_phone,Do Not Text",
                "S1,Ann,3125550111,3125550112,Yes",
                "S2,Ben,3125550121,,No",
                "S3,Cy,3125550131,,");
    assertThat(world.run().problem()).isNull();
    assertThat(statuses(world))
        .containsExactly(
            "+13125550111 DISABLED",
            "+13125550112 DISABLED",
            "+13125550121 DEFAULT",
            "+13125550131 DEFAULT");
    assertThat(world.column("select distinct evidence || ': ' || reason from consent_event"))
        .containsExactly("roster.csv line 2: Do Not Text: Yes");
    assertThat(world.content("done", "roster.csv.receipt.txt"))
        .contains("line 2: \"Do Not Text\" says \"Yes\": no text goes to the phones of this row")
        .doesNotContain("not used");
  }

  @ParameterizedTest
  @EnumSource
  void L7_the_phone_that_was_listed_is_off_too_and_no_later_list_turns_it_on(
      TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database).drop("a.csv", "student_id,mobile_phone", "S1,3125550111");
    world.run();
    world.drop("b.csv", "student_id,mobile_phone,SMS Opt In,basis", "S1,3125550112,No,web form");
    world.run();
    world.drop("c.csv", "student_id,mobile_phone,SMS Opt In", "S1,3125550111,Yes").run();
    assertThat(world.content("done", "c.csv.receipt.txt"))
        .contains("column \"SMS Opt In\" is not used");
    assertThat(statuses(world)).containsExactly("+13125550111 DISABLED", "+13125550112 DISABLED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Do Not Text | Yes | ''",
        "DNC | Y | ''",
        "SMS Opt In | No | ''",
        "Notes | do not text | ''",
        "Notes | '' | Opted out by STOP",
        "Notes | '' | STOP",
        "Notes | '' | student asked us to stop texting",
        "Blocked | Yes | ''",
      })
  void L7_a_no_beside_an_on_counts(String column, String cell, String reason) {
    for (String status : List.of("ENABLED", "Subscribed", "")) {
      ImportWorld world =
          ImportWorld.on(TestDatabase.HSQLDB)
              .drop(
                  "list.csv",
                  "phone,sms_status,reason," + column,
                  "3125550111," + status + "," + reason + "," + cell,
                  "3125550112,ENABLED,web form,");
      world.run();
      assertThat(statuses(world)).containsExactly("+13125550111 DISABLED", "+13125550112 ENABLED");
      assertThat(world.content("done", "list.csv.receipt.txt"))
          .contains("line 2: taken all the same: \"", "and off counts");
    }
  }

  private static List<String> statuses(ImportWorld world) {
    return world.column("select number || ' ' || sms_status from phone order by number");
  }
}
