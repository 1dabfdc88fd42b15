package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.job.JobResult;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people reply, from the gateway's list to what they get. */
@NullUnmarked
class ReplyNightTest {
  private static final Map<TestDatabase, Town> TOWNS = new EnumMap<>(TestDatabase.class);
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS
        .computeIfAbsent(
            database,
            one -> new Town(one, home.resolve(one.name()), "--heed.consent.opt-out-keywords=ALTO"))
        .nextDay();
  }

  @AfterAll
  static void close() {
    TOWNS.values().forEach(Town::close);
    TOWNS.clear();
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
  void L1_reading_a_reply_again_changes_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.night();
    int events = town.heed.count("consent_event");
    int kept = town.heed.count("gateway_log");
    for (int i = 0; i < 3; i++) {
      town.clock.advance(Duration.ofMinutes(20));
      town.night();
    }
    assertThat(town.heed.count("consent_event")).isEqualTo(events);
    assertThat(town.heed.count("gateway_log")).isEqualTo(kept);
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_reply_that_shows_up_late_is_still_read(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.hides(Town.body("STOP"));
    for (int i = 0; i < 1100; i++) {
      town.sandbox.reply("+13125570005", ADVISING, "gossip " + i);
    }
    town.clock.advance(Duration.ofHours(1));
    town.night();
    town.clock.advance(Duration.ofHours(3));
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(1));
    // Nothing but the overlap may make this night look so far back.
    town.heed.jdbc.update("update attempt set status = 'DELIVERED' where status = 'SENT'");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_list_that_grows_while_it_is_read_loses_and_doubles_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    town.night();
    town.sandbox.reply(pat.mobile(), ADVISING, "STOP");
    for (int i = 0; i < 2500; i++) {
      town.sandbox.reply("+13125570000", ADVISING, "chat " + i);
    }
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(
        page -> {
          if (pages.incrementAndGet() == 1) {
            town.sandbox.reply(kim.mobile(), ADVISING, "STOP");
          }
          return page;
        });
    town.night();
    assertThat(pages).hasValueGreaterThan(2);
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.heed.count("gateway_log where body like 'chat %'")).isEqualTo(2500);
    town.clock.advance(Duration.ofHours(1));
    town.night();
    assertThat(town.statuses(kim)).isEqualTo("DISABLED DISABLED");
    assertThat(town.heed.count("gateway_log where body like 'chat %'")).isEqualTo(2500);
  }

  @ParameterizedTest
  @EnumSource
  void L1_R6_without_the_list_no_text_leaves_and_the_run_says_why(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.answers(
        RawServer.json(401, "{\"code\": 20003, \"message\": \"Authenticate\", \"status\": 401}"));
    JobResult failed = town.night();
    assertThat(failed.done()).isFalse();
    assertThat(failed.problem()).contains("replies cannot be read", "20003", "texts stay queued");
    assertThat(town.requests(pat)).isEmpty();
    assertThat(town.mails(pat)).isEmpty();
    town.gateway.rest();
    assertThat(town.night().done()).isTrue();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello");
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_list_that_breaks_off_is_read_again_from_the_same_position(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.night();
    town.reply(pat.mobile(), ADVISING, "Stop");
    for (int i = 0; i < 1200; i++) {
      town.sandbox.reply("+13125570001", ADVISING, "talk " + i);
    }
    town.clock.advance(Duration.ofHours(5));
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(page -> pages.incrementAndGet() == 2 ? "{" : page);
    assertThat(town.night().done()).isFalse();
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(20));
    assertThat(town.night().done()).isTrue();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L1_no_more_of_the_list_is_read_than_may_be_new(TestDatabase database) {
    Town town = town(database);
    for (int i = 0; i < 2500; i++) {
      town.sandbox.reply("+13125570002", ADVISING, "old " + i);
    }
    town.night();
    town.clock.advance(Duration.ofDays(5));
    town.night();
    town.clock.advance(Duration.ofDays(5));
    int before = town.gateway.requests().size();
    town.night();
    assertThat(town.gateway.requests()).hasSize(before + 1);
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_reply_that_came_while_a_long_night_was_prepared_is_read_the_next_night(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    town.queue("Advising", kim, "Hello");
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(
        page -> {
          if (pages.incrementAndGet() == 1) {
            town.sandbox.reply(pat.mobile(), ADVISING, "STOP");
            for (int i = 0; i < 2100; i++) {
              town.sandbox.reply("+13125570003", ADVISING, "much " + i);
            }
            town.clock.advance(Duration.ofMinutes(10));
          }
          return page;
        });
    town.gateway.fate(
        text -> {
          town.clock.advance(Duration.ofHours(7));
          return Fate.PASS;
        });
    town.night();
    assertThat(town.messages(kim)).containsExactly("SENT SMS");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(16));
    // Nothing but the position may make the next night look so far back.
    town.heed.jdbc.update("update attempt set status = 'DELIVERED' where status = 'SENT'");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
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
}
