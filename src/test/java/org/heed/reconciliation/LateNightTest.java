package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.pause.Pauses;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts through a messaging service: taken first, refused later. Replies teach no opt-out. */
@NullUnmarked
class LateNightTest {
  @RegisterExtension
  static final Towns TOWNS =
      new Towns(
          "--heed.consent.learn-from-replies=false", "--heed.twilio.messaging-service-sid=MG1");

  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void G2_a_late_refusal_is_found_the_next_night_and_the_message_goes_by_email(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    assertThat(town.night().problem()).isNull();
    assertThat(town.messages(pat)).containsExactly("DELIVERED SMS", "SENT SMS");
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.nextDay();
    town.queue("Bursar", pat, "Pay");
    assertThat(town.night().problem()).isNull();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.attempts(pat))
        .containsExactly("DELIVERED SMS", "FAILED SMS 21610", "SENT EMAIL 250", "SENT EMAIL 250");
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Welcome", ADVISING + " Come");
    assertThat(town.mails(pat)).hasSize(2).anyMatch(mail -> mail.contains("Come"));
    assertThat(town.events(pat.home()))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .containsEntry("learned_from", "GATEWAY_21610")
                    .containsEntry("said_from", pat.mobile()));
  }

  @ParameterizedTest
  @EnumSource
  void O1_O4_a_refusal_that_comes_while_the_night_goes_on_is_answered_in_it(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.sandbox.setProgress(Duration.ZERO);
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.mails(pat)).singleElement().asString().contains("Come");
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void R9_refusals_that_come_late_pause_the_rest(TestDatabase database) {
    Town town = town(database);
    town.clock.advance(Duration.ofDays(8));
    List<String> rows = new ArrayList<>(List.of("phone,email,from,message,send_after"));
    for (int n = 1000; n < 1140; n++) {
      String phone = "+1312557" + n;
      rows.add(
          "%s,p%d@example.edu,Advising,Come in,%s"
              .formatted(phone, n, n < 1120 ? "" : "2030-01-01"));
      if (n % 15 == 0) {
        town.sandbox.reply(phone, ADVISING, "STOP");
      }
    }
    town.heed.drop("late.csv", rows.toArray(String[]::new));
    town.night();
    assertThat(town.heed.count("message where reason = 'PAUSED'")).isZero();
    town.clock.advance(Duration.ofMinutes(5));
    Ran night = town.night();
    assertThat(night.lines())
        .contains(
            "campaign late is paused: 8 of 120 texts brought an opt-out, 20 messages are held; to"
                + " go on: resume late --by NAME --reason TEXT");
    assertThat(night.summary()).containsEntry("emailed", 8L);
    assertThat(town.heed.count("message where reason = 'PAUSED'")).isEqualTo(20);
    town.heed.bean(Pauses.class).resume("late", "Kim", "a test is over");
  }

  @ParameterizedTest
  @EnumSource
  void I3_a_refusal_received_before_an_opt_in_does_not_undo_it_however_late_it_is_found(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.sandbox.setProgress(Duration.ofHours(3));
    town.night();
    town.clock.advance(Duration.ofMinutes(1));
    town.reply(pat.mobile(), ADVISING, "START");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DEFAULT");
    town.clock.advance(Duration.ofDays(2));
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
    assertThat(town.mails(pat)).singleElement().asString().contains("Come");
    assertThat(town.events(pat.mobile())).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void I3_a_refusal_received_after_an_opt_in_undoes_it(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), BURSAR, "STOP");
    town.reply(pat.mobile(), ADVISING, "START");
    town.queue("Bursar", pat, "Pay");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DEFAULT");
    town.nextDay();
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void I3_a_late_refusal_and_an_opt_in_of_one_second_are_told_apart_by_the_list(
      TestDatabase database) {
    Town town = town(database);
    Person startsLast = town.texted("Advising");
    Person refusedLast = town.texted("Advising");
    town.reply(startsLast.mobile(), ADVISING, "STOP");
    town.reply(refusedLast.mobile(), BURSAR, "STOP");
    town.sandbox.reply(refusedLast.mobile(), ADVISING, "START");
    town.queue("Advising", startsLast, "Come");
    town.queue("Bursar", refusedLast, "Pay");
    town.night();
    town.sandbox.reply(startsLast.mobile(), ADVISING, "START");
    town.nextDay();
    town.night();
    assertThat(town.statuses(startsLast)).isEqualTo("ENABLED DISABLED");
    assertThat(town.statuses(refusedLast)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void R5_a_late_landline_goes_by_email_and_is_remembered_and_is_no_opt_out(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.shows(
        page ->
            page.replace("\"status\":\"queued\"", "\"status\":\"undelivered\"")
                .replace("\"status\":\"accepted\"", "\"status\":\"undelivered\"")
                .replace("\"error_code\":null", "\"error_code\":30006"));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("FAILED SMS 30006", "SENT EMAIL 250");
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    assertThat(town.events(pat.mobile())).isEmpty();
    assertThat(town.heed.count("opt_outs where phone = '" + pat.mobile() + "'")).isZero();
    town.nextDay();
    town.queue("Bursar", pat, "Pay");
    town.night();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello");
    assertThat(town.mails(pat)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_late_fault_of_the_sender_queues_the_text_again_and_is_said(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.shows(
        page ->
            page.replace("\"status\":\"accepted\"", "\"status\":\"failed\"")
                .replace("\"error_code\":null", "\"error_code\":30034"));
    Ran night = town.night();
    assertThat(night.done()).isFalse();
    assertThat(night.problem())
        .startsWith(
            "the gateway took and then gave up 1 text from Advising: The sender is not registered"
                + " (gateway code 30034); queued again");
    assertThat(town.messages(pat)).containsExactly("READY");
    assertThat(town.mails(pat)).isEmpty();
    town.nextDay();
    assertThat(town.night().done()).isTrue();
    assertThat(town.attempts(pat)).containsExactly("FAILED SMS 30034", "SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void G2_a_text_that_arrived_becomes_DELIVERED_and_stays_so(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    assertThat(town.messages(pat)).containsExactly("SENT SMS");
    town.night();
    assertThat(town.messages(pat)).containsExactly("DELIVERED SMS");
    town.gateway.shows(page -> page.replace("\"delivered\"", "\"failed\""));
    town.clock.advance(Duration.ofMinutes(5));
    town.night();
    assertThat(town.messages(pat)).containsExactly("DELIVERED SMS");
  }

  @ParameterizedTest
  @EnumSource
  void G2_a_late_refusal_is_found_although_the_next_night_is_a_week_later(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.night();
    town.clock.advance(Duration.ofDays(7));
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void G2_a_late_refusal_is_found_although_it_takes_the_gateway_days(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.sandbox.setProgress(Duration.ofHours(60));
    for (int i = 0; i < 3; i++) {
      town.night();
      assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
      town.clock.advance(Duration.ofDays(1));
      for (int k = 0; i == 0 && k < 1100; k++) {
        town.sandbox.reply("+13125570004", BURSAR, "chat " + k);
      }
    }
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }
}
