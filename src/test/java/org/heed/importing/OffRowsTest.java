package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that clearly says off is taken as off, whatever is wrong beside it (L7). */
@NullUnmarked
class OffRowsTest {
  private static final String HEADER = "phone,student_id,sms_status,reason,at";

  @ParameterizedTest
  @EnumSource
  void L7_a_row_that_says_off_counts_whatever_is_beside_it(TestDatabase database) {
    ImportWorld world = known(database);
    List<String> rows =
        List.of(
            "3125550101,,DISABLED,,11/5/2026",
            "3125550102,,DISABLED,,05.11.2026",
            "3125550103,,DISABLED,,\"Thu, 05 Nov 2026 10:00:00 -0500\"",
            "3125550104,,DISABLED,,2026-11-05 10:00:00 UTC",
            "3125550105,,DISABLED,,2026-11-05 10:00:00 -0500",
            "3125550106,,DISABLED,,2026-11-05T10:00:00-0500",
            "3125550107,,DISABLED,,yesterday",
            "3125550108,,DISABLED,,2030-01-01",
            "3125550109,,DISABLED,,0000-00-00",
            "3125550110,,DISABLED," + "x".repeat(1500) + ",",
            "3125550121,S9,DISABLED,nobody knows S9,",
            "3125550122," + "9".repeat(90) + ",DISABLED,,",
            "3125550123,,DISABLED,by phone,,and more",
            "3125550124,,DISABLED,a \uFFFD and a \0,",
            "12,S1,DISABLED,,",
            "3125550125,,Opted Out,,11/5/2026",
            "3125550126,,unsubscribed by mail,,");
    List<String> file = new ArrayList<>(List.of(HEADER));
    file.addAll(rows);
    world.drop("off.csv", file.toArray(String[]::new));
    assertThat(world.run().summary())
        .containsEntry("accepted", (long) rows.size())
        .containsEntry("rejected", 0L);
    assertThat(world.heed.count("phone where sms_status <> 'DISABLED'")).isZero();
    assertThat(world.heed.count("phone")).isEqualTo(rows.size());
    assertThat(saidAt(world, "2026-11-05T15:00:00Z"))
        .containsExactly("+13125550103", "+13125550105", "+13125550106");
    assertThat(saidAt(world, "2026-11-05T10:00:00Z")).containsExactly("+13125550104");
    assertThat(world.content("done", "off.csv.receipt.txt"))
        .contains(
            "line 2: taken all the same: the date \"11/5/2026\" cannot be read, so it counts from"
                + " when the file was taken",
            "line 9: taken all the same: the date \"2030-01-01\" is in the future",
            "line 11: taken all the same: the reason is cut to 1000 characters",
            "line 16: taken all the same: the phone cannot be read, so every phone of the student");
    assertThat(world.content("done", "off.csv.results.csv"))
        .contains("2,3125550101,changed,1,1,\"taken all the same: the date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3125550101 / 3125550102, | 1 2",
        "312-555-0101 or 0102, | 1 2",
        "312-555-0101/02/03, | 1 2 3",
        "3125550101-0102 31255501023125550103, | 1 2 3",
        "312-555-0101; +1 312 555 0102, | 1 2",
        "3125550101 3125550102, | 1 2",
        "312.555.0101 & 312.555.0102 & 312.555.0103, | 1 2 3",
        "+1+13125550101, | 1",
        "3125550101 (mobile), | 1",
        "3125550101 x12, | 1",
        "(312) 555-0101 home  (312) 555-0102 work, | 1 2",
        "3125550101 / 55502, | 1",
        "3125550101 / 55502,S1 | 1 90",
        "home 3125550101 / 3125550102,S1 | 1 2 90",
        "unknown,S1 | 90",
        "3125550101,S1 | 1",
      })
  void L7_a_row_that_says_off_counts_for_every_number_in_its_cell(String row, String off) {
    ImportWorld world = known(TestDatabase.HSQLDB);
    world.drop("off.csv", HEADER, row + ",STOP,,");
    assertThat(world.run().summary()).containsEntry("accepted", 1L);
    assertThat(world.column("select number from phone where sms_status = 'DISABLED' order by 1"))
        .containsExactly(
            Arrays.stream(off.split(" ", -1))
                .map(n -> "+131255501" + (n.length() < 2 ? "0" + n : n))
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void L7_what_says_on_or_neither_has_to_be_right(TestDatabase database) {
    ImportWorld world =
        known(database)
            .drop(
                "on.csv",
                HEADER,
                "3125550101,,ENABLED,,11/5/2026",
                "3125550102,,ENABLED,,2030-01-01",
                "3125550103,,Yes,,",
                "3125550104,,,,",
                "3125550105,,ENABLED,,,more",
                "12,S1,ENABLED,,",
                "3125550107 / 3125550108,,ENABLED,,",
                "3125550106,,Opted In,by form,2026-11-05");
    assertThat(world.run().summary()).containsEntry("accepted", 1L).containsEntry("rejected", 7L);
    assertThat(world.receipt("done", "on.csv"))
        .contains("4|sms_status|Yes|found \"Yes\", expected ENABLED or DISABLED");
    assertThat(world.column("select number from phone where sms_status = 'ENABLED'"))
        .containsExactly("+13125550106");
  }

  @ParameterizedTest
  @EnumSource
  void L7_off_wins_within_a_file_whatever_the_order(TestDatabase database) {
    ImportWorld world = known(database);
    List<String> file = new ArrayList<>(List.of(HEADER));
    file.add("3125550101,,ENABLED,later,2026-11-20");
    file.add("3125550101,,DISABLED,earlier,2026-11-05");
    file.add("3125550102,,DISABLED,,2026-11-05");
    file.add("3125550102,,ENABLED,,2026-11-20");
    file.add(",S1,ENABLED,,");
    file.add("3125550103,,ENABLED,,");
    for (int i = 0; i < 2500; i++) {
      file.add("+1202555%04d,,ENABLED,,".formatted(i));
    }
    file.add(",S1,DISABLED,,");
    file.add("3125550103,,no,,11/5/2026");
    world.drop("both.csv", file.toArray(String[]::new));
    assertThat(world.run().summary()).containsEntry("rejected", 4L);
    assertThat(world.column("select number from phone where sms_status = 'DISABLED' order by 1"))
        .containsExactly("+13125550101", "+13125550102", "+13125550103", "+13125550190");
    assertThat(world.receipt("done", "both.csv"))
        .contains(
            "2|sms_status|ENABLED|line 3 of this file says DISABLED for this phone; where a file"
                + " says both, DISABLED counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone,from,message,sms_status",
        "phone,from,template,SMS Status",
        "student_id,phone,from,message,opted_out_at",
        "phone,from,message,direction,sid",
        "Phone;From;Message;Opt-Out",
        "phone,from,message,received at",
        "phone,from,message,opt_out_date",
        "phone,from,message,Opt-Out Status",
        "phone,from,message,Opted Out?",
        "phone,from,message,OptedOutAt",
        "phone,from,message,Date of Opt-Out",
        "phone,from,message,SMS Opt-In (Y/N)",
        "phone,from,message,consent",
        "phone,from,message,SMS Consent Date",
        "phone,from,message,text_consent_status",
        "phone,from,message,unsubscribed_at",
        "phone,from,message,Unsubscribe Reason",
        "phone,from,message,Subscribed",
        "phone,from,message,subscription_status",
        "phone,from,message,Do Not Text",
        "phone,from,message,do_not_contact",
        "phone,from,message,DNC",
        "phone,from,message,STOP received",
        "phone,from,message,suppressed",
        "phone,from,message,OK to text",
        "phone,from,message,texting_allowed",
        "phone,from,message,De\u0301sabonne\u0301",
        "phone,from,message,einwilligung",
        "phone,from,message,replied_on",
        "phone,from,message,error code",
        "phone,from,message,opted out on",
        "phone,from,message,Date/Time Opted Out",
        "phone,from,message,stop_date",
        "phone,from,message,disabled_at",
        "phone,from,message,reply_text",
        "phone,from,message,keyword,date_received",
        "phone,from,message,inbound,received_date",
        "phone,from,message,Keyword,Reply"
      })
  void L7_a_header_that_is_a_campaigns_and_a_lists_at_once_is_refused(String header) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop("x.csv", header, "3125550101,Advising,STOP,DISABLED");
    assertThat(world.run().problem()).isNotNull();
    assertThat(world.heed.count("message") + world.heed.count("consent_event")).isZero();
    assertThat(world.content("rejected", "x.csv.receipt.txt"))
        .contains("and that of a list of opt-outs or replies (", ") at once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date",
        "received",
        "received_date",
        "status",
        "reply",
        "reply_by",
        "consent_form",
        "consent_form_url",
        "parental_consent",
        "opt_out_deadline",
        "opt_out_link",
        "insurance_opt_out",
        "options",
        "optional_fee",
        "bus_stop",
        "stop",
        "stop_time",
        "subscription",
        "blocked",
        "withdrawn_at",
        "text",
        "message_type",
        "contact",
        "contact_date",
        "last_contact",
        "segment",
        "error",
        "direct",
        "reason",
        "at"
      })
  void L7_a_column_a_text_may_be_filled_with_is_none_of_a_list(String column) {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop("x.csv", "phone,from,message," + column, "3125550101,Advising,Hello,soon");
    assertThat(world.run().summary()).containsEntry("queued", 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "keyword,STOP,false",
    "reply,Stop,false",
    "status,Opted Out,false",
    "status,opted-out 11/5,false",
    "state,Unsubscribed,false",
    "note,do not text,false",
    "status,Declined,true",
    "status,No,true",
    "city,Alto,true",
    "how,Stop by,true",
    "note,Opt-outside,true",
    "reason,STOP,false",
    "status,,true"
  })
  void L7_a_row_that_says_no_in_a_column_its_text_does_not_use_is_not_sent(
      String column, String cell, boolean sent) {
    String header = "phone,from,message," + column;
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.drop("x.csv", header, "3125550101,Advising,Hello," + Objects.toString(cell, "")).run();
    assertThat(world.queued()).hasSize(sent ? 1 : 0);
    world.drop("y.csv", header, "3125550101,Advising,You said {{" + column + "}},STOP").run();
    assertThat(world.queued()).hasSize(sent ? 2 : 1);
  }

  @Test
  void L7_nobody_is_texted_a_word_that_people_reply_with() {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "x.csv",
                "phone,from,message,status",
                "3125550101,Advising,STOP,DISABLED",
                "3125550102,Advising,Stop!,x",
                "3125550103,Advising,Stop by the office today,y",
                "3125550104,Advising,Yes,y");
    world.run();
    assertThat(world.queued()).isEmpty();
    assertThat(world.receipt("rejected", "x.csv"))
        .hasSize(3)
        .allMatch(row -> row.contains("a word that people reply with"));
  }

  private static List<String> saidAt(ImportWorld world, String time) {
    return world.heed.jdbc.queryForList(
        "select number from consent_event where occurred_at = ? order by number",
        String.class,
        Instant.parse(time).atOffset(ZoneOffset.UTC));
  }

  private static ImportWorld known(TestDatabase database) {
    ImportWorld world =
        ImportWorld.on(database).drop("people.csv", "student_id,mobile_phone", "S1,3125550190");
    world.run();
    return world;
  }
}
