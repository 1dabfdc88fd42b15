package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people reply, from the gateway's list to what they get. */
@NullUnmarked
class ReplyNightTest {
  @RegisterExtension static final Towns TOWNS = new Towns("--heed.consent.opt-out-keywords=ALTO");
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_STOP_read_before_routing_turns_all_phones_off_and_no_text_is_tried(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    Instant said = town.now();
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "From Advising");
    town.queue("Bursar", pat, "From Bursar");
    assertThat(town.night().problem()).isNull();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Welcome");
    assertThat(town.mails(pat)).hasSize(2);
    assertThat(town.attempts(pat))
        .containsExactly("DELIVERED SMS", "SENT EMAIL 250", "SENT EMAIL 250");
    Map<String, Object> event = town.events(pat.home()).get(0);
    assertThat(event)
        .containsEntry("learned_from", "REPLY")
        .containsEntry("sender", ADVISING)
        .containsEntry("said_from", pat.mobile());
    assertThat(event.get("evidence")).asString().startsWith("reply SM");
    assertThat(
            town.heed.jdbc.queryForObject(
                "select occurred_at from consent_event where number = ?",
                OffsetDateTime.class,
                pat.home()))
        .isEqualTo(said.atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @EnumSource
  void L2_a_reply_counts_when_all_of_it_is_a_keyword(TestDatabase database) {
    Town town = town(database);
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("stop!!", "DISABLED DISABLED");
    expected.put("“Stop.”", "DISABLED DISABLED");
    expected.put(" Stop all ", "DISABLED DISABLED");
    expected.put("opt-out", "DISABLED DISABLED");
    expected.put("alto", "DISABLED DISABLED");
    expected.put("Revoke.", "DISABLED DISABLED");
    expected.put("cancel my appointment", "DEFAULT DEFAULT");
    expected.put("endless", "DEFAULT DEFAULT");
    expected.put("please stop", "DEFAULT DEFAULT");
    expected.put("YES", "DEFAULT DEFAULT");
    expected.put("yes, I will come", "DEFAULT DEFAULT");
    expected.put("START", "ENABLED DEFAULT");
    expected.put("Unstop", "ENABLED DEFAULT");
    Map<String, Person> people = new LinkedHashMap<>();
    expected.keySet().forEach(reply -> people.put(reply, town.person()));
    town.night();
    people.forEach((reply, person) -> town.reply(person.mobile(), BURSAR, reply));
    town.night();
    Map<String, String> statuses = new LinkedHashMap<>();
    people.forEach((reply, person) -> statuses.put(reply, town.statuses(person)));
    assertThat(statuses).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void L2_YES_turns_on_only_what_is_off(TestDatabase database) {
    Town town = town(database);
    Person off = town.person();
    Person on = town.person();
    town.night();
    town.reply(off.mobile(), ADVISING, "Stop.");
    town.reply(off.mobile(), ADVISING, "yes!");
    town.reply(on.mobile(), ADVISING, "yes!");
    town.night();
    assertThat(town.statuses(off)).isEqualTo("ENABLED DISABLED");
    assertThat(town.statuses(on)).isEqualTo("DEFAULT DEFAULT");
    assertThat(town.events(on.mobile())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void I1_G3_START_turns_on_the_one_phone_for_all_senders(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.night();
    town.reply(pat.mobile(), ADVISING, "START");
    town.queue("Advising", pat, "Again");
    town.queue("Bursar", pat, "And you");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
    assertThat(town.requests(pat))
        .containsExactly(ADVISING + " Welcome", ADVISING + " Again", BURSAR + " And you");
    assertThat(town.events(pat.mobile()).get(1))
        .containsEntry("sms_status", "ENABLED")
        .containsEntry("sender", ADVISING);
    assertThat(town.mails(pat)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void I2_a_phone_that_is_on_again_is_turned_off_by_another_senders_refusal(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), BURSAR, "STOP");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.reply(pat.mobile(), ADVISING, "START");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
    town.queue("Bursar", pat, "Pay");
    town.queue("Advising", pat, "Come");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Welcome", BURSAR + " Pay");
    assertThat(town.mails(pat)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void I3_within_a_second_the_lists_order_decides(TestDatabase database) {
    Town town = town(database);
    Person stopsLast = town.person();
    Person startsLast = town.person();
    town.night();
    town.sandbox.reply(stopsLast.mobile(), ADVISING, "START");
    town.sandbox.reply(startsLast.mobile(), ADVISING, "STOP");
    town.sandbox.reply(stopsLast.mobile(), BURSAR, "STOP");
    town.sandbox.reply(startsLast.mobile(), BURSAR, "START");
    town.night();
    assertThat(town.statuses(stopsLast)).isEqualTo("DISABLED DISABLED");
    assertThat(town.statuses(startsLast)).isEqualTo("ENABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void I3_the_lists_order_decides_even_when_a_reply_shows_up_late(TestDatabase database) {
    Town town = town(database);
    Person stopsLast = town.person();
    Person startsLast = town.person();
    town.night();
    town.sandbox.reply(stopsLast.mobile(), ADVISING, "START");
    town.sandbox.reply(startsLast.mobile(), ADVISING, "STOP");
    town.sandbox.reply(stopsLast.mobile(), BURSAR, "STOP ");
    town.sandbox.reply(startsLast.mobile(), BURSAR, "START ");
    town.hides(
        row -> Town.body("STOP", "START").test(row) && !row.get("body").asString().endsWith(" "));
    town.clock.advance(Duration.ofHours(2));
    town.night();
    assertThat(town.statuses(stopsLast)).isEqualTo("DISABLED DISABLED");
    assertThat(town.statuses(startsLast)).isEqualTo("ENABLED DEFAULT");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(2));
    town.night();
    assertThat(town.statuses(stopsLast)).isEqualTo("DISABLED DISABLED");
    assertThat(town.statuses(startsLast)).isEqualTo("ENABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void I3_where_the_list_cannot_tell_the_opt_out_wins(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), BURSAR, "STOP");
    town.reply(pat.mobile(), ADVISING, "START");
    town.night();
    town.clock.advance(Duration.ofMinutes(1));
    town.queue("Bursar", pat, "Pay");
    town.sandbox.setProgress(Duration.ZERO);
    town.night();
    // In the second of the refusal, which has no id of its own.
    town.sandbox.reply(pat.mobile(), ADVISING, "START");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    town.clock.advance(Duration.ofSeconds(1));
    town.sandbox.reply(pat.mobile(), ADVISING, "START");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void O7_L1_a_STOP_turns_off_the_other_phones_of_the_person_it_answers(TestDatabase database) {
    Town town = town(database);
    town.heed.drop(
        "siblings.csv",
        "student_id,email,mobile_phone,home_phone",
        "A1,a1@example.edu,+13125580000,+13125580001",
        "A2,a2@example.edu,+13125580000,+13125580002",
        "A3,a3@example.edu,+13125580003,+13125580004",
        "A4,a4@example.edu,+13125580003,+13125580005");
    town.heed.drop("a1.csv", "student_id,from,message", "A1,Advising,Hello A1");
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    town.reply("+13125580000", ADVISING, "STOP");
    town.reply("+13125580003", ADVISING, "STOP");
    town.heed.drop("a2.csv", "student_id,from,message", "A2,Advising,Hello A2");
    town.night();
    assertThat(IntStream.range(0, 6).mapToObj(i -> town.heed.smsStatus("+1312558000" + i)).toList())
        .as("the shared phone and A1's; where nobody was texted, everybody's")
        .containsExactly("DISABLED", "DISABLED", "DEFAULT", "DISABLED", "DISABLED", "DISABLED");
  }

  /** Workers number their texts from blocks of their own, so that the later one may be lower. */
  @ParameterizedTest
  @EnumSource
  void O7_L1_a_STOP_answers_the_text_that_left_last_whatever_its_number(TestDatabase database) {
    Town town = town(database);
    town.heed.drop(
        "twins.csv",
        "student_id,email,mobile_phone,home_phone",
        "B1,b1@example.edu,+13125580010,+13125580011",
        "B2,b2@example.edu,+13125580010,+13125580012");
    town.heed.drop(
        "twins-texts.csv",
        "student_id,from,message",
        "B1,Advising,Hello B1",
        "B2,Advising,Hello B2");
    town.night();
    town.heed.jdbc.update(
        "update attempt set id = -id, attempted_at = attempted_at + interval '1' second where"
            + " body like 'Hello B2%'");
    town.clock.advance(Duration.ofMinutes(5));
    town.reply("+13125580010", ADVISING, "STOP");
    town.night();
    assertThat(IntStream.range(0, 3).mapToObj(i -> town.heed.smsStatus("+1312558001" + i)).toList())
        .containsExactly("DISABLED", "DEFAULT", "DISABLED");
  }
}
