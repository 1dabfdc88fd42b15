package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.gateway.Middleman.Fate;
import org.heed.queue.Decisions;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts without an answer, from the broken connection to their end (R6). */
@NullUnmarked
class SettlementNightTest {
  @RegisterExtension
  static final Towns TOWNS = new Towns("--heed.consent.learn-from-replies=false");

  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_the_list_has_was_sent_and_is_never_sent_again(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.fate(text -> Fate.LOSE_ANSWER);
    Ran night = town.night();
    assertThat(night.done()).isTrue();
    assertThat(town.attempts(pat)).containsExactly("SENT SMS");
    for (int i = 0; i < 3; i++) {
      town.nextDay();
      town.night();
    }
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS");
    assertThat(town.mails(pat)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_the_list_has_as_refused_was_refused(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.gateway.fate(text -> Fate.LOSE_ANSWER);
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.attempts(pat))
        .containsExactly("DELIVERED SMS", "FAILED SMS 21610", "SENT EMAIL 250");
    assertThat(town.mails(pat)).singleElement().asString().contains("Come");
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_is_sent_again_when_two_looks_a_proof_time_apart_found_nothing(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    Ran first = town.night();
    assertThat(first.done()).isTrue();
    assertThat(first.summary()).containsEntry("in_doubt", 1L).containsKey("settle_at");
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(59));
    town.night();
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(town.attempts(pat)).containsExactly("IN_DOUBT SMS");
    town.clock.advance(Duration.ofMinutes(1));
    town.night();
    assertThat(town.requests(pat)).hasSize(2).allMatch((ADVISING + " Hello")::equals);
    assertThat(town.attempts(pat)).containsExactly("RELEASED SMS", "SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_the_run_that_makes_the_second_look_sends(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person slow = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.hides(row -> true);
    town.night();
    town.gateway.rest();
    town.heed.jdbc.update("update attempt set looked_at = null where status = 'IN_DOUBT'");
    town.queue("Bursar", slow, "Takes two hours");
    town.gateway.fate(
        text -> {
          town.clock.advance(Duration.ofHours(2));
          return Fate.PASS;
        });
    // Its first look is made before that text, and its error step comes two hours later.
    town.night();
    assertThat(town.attempts(pat)).containsExactly("IN_DOUBT SMS");
    town.gateway.rest();
    town.night();
    assertThat(town.attempts(pat)).containsExactly("RELEASED SMS", "SENT SMS");
    assertThat(town.requests(pat)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void R6_identical_texts_are_counted(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.night();
    queueOnPurpose(town, "same", pat);
    queueOnPurpose(town, "same again", pat);
    AtomicInteger n = new AtomicInteger();
    town.gateway.fate(text -> n.incrementAndGet() == 1 ? Fate.LOSE_ANSWER : Fate.LOSE_REQUEST);
    town.night();
    assertThat(town.attempts(pat)).containsExactly("SENT SMS");
    town.clock.advance(Duration.ofHours(1));
    town.night();
    town.gateway.rest();
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS", "IN_DOUBT SMS");
    town.clock.advance(Duration.ofHours(1));
    town.night();
    assertThat(town.requests(pat)).hasSize(3);
    town.clock.advance(Duration.ofHours(1));
    town.night();
    assertThat(town.requests(pat)).hasSize(3);
    assertThat(town.attempts(pat))
        .containsExactly("DELIVERED SMS", "RELEASED SMS", "DELIVERED SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_list_that_lacks_what_was_sent_later_proves_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    town.queue("Advising", pat, "Doubtful");
    town.heed.run("import");
    town.queue("Advising", kim, "Later");
    town.gateway.fate(text -> text.body().contains("Doubtful") ? Fate.LOSE_ANSWER : Fate.PASS);
    town.hides(Town.body("Doubtful", "Later"));
    town.night();
    for (int i = 0; i < 3; i++) {
      assertThat(town.attempts(pat)).containsExactly(i == 0 ? "IN_DOUBT SMS" : "UNKNOWN SMS");
      town.clock.advance(Duration.ofMinutes(61));
      town.night();
    }
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS");
    assertThat(town.requests(pat)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void R6_what_a_dead_run_was_sending_is_in_doubt_and_looked_for(TestDatabase database) {
    Town town = town(database);
    Person went = town.person();
    Person stayed = town.person();
    town.queue("Advising", went, "Gone");
    town.heed.run("import");
    town.queue("Advising", stayed, "Not gone");
    town.gateway.fate(text -> text.body().contains("Gone") ? Fate.LOSE_ANSWER : Fate.LOSE_REQUEST);
    town.hides(row -> true);
    town.night();
    // As a kill between the request and its answer leaves it.
    town.heed.jdbc.update(
        "insert into intent (message_id, attempt_id, run_id, sender, destination, body, started_at,"
            + " gateway_started_at)"
            + " select message_id, id, run_id, sender, destination, body, attempted_at, gateway_at"
            + " from attempt"
            + " where status = 'IN_DOUBT'");
    town.heed.jdbc.update("delete from attempt where status = 'IN_DOUBT'");
    town.heed.jdbc.update("update message set status = 'READY' where status = 'IN_DOUBT'");
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(10));
    town.night();
    assertThat(town.attempts(went)).containsExactly("DELIVERED SMS");
    assertThat(town.attempts(stayed)).containsExactly("IN_DOUBT SMS");
    town.clock.advance(Duration.ofMinutes(60));
    town.night();
    assertThat(town.requests(went)).hasSize(1);
    assertThat(town.requests(stayed)).hasSize(2);
    assertThat(town.attempts(stayed)).containsExactly("RELEASED SMS", "SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_what_cannot_be_proven_is_UNKNOWN_or_sent_as_the_campaign_says(TestDatabase database) {
    Town town = town(database);
    long unknown = (Long) town.night().summary().get("unknown");
    Person held = town.person();
    Person resent = town.person();
    Person later = town.person();
    for (Map.Entry<Person, String> one : Map.of(held, "hold", resent, "resend").entrySet()) {
      town.heed.drop(
          one.getValue() + town.now().getEpochSecond() + ".csv",
          "student_id,from,message,if_unknown",
          one.getKey().id() + ",Advising,Doubtful," + one.getValue());
    }
    town.heed.run("import");
    town.queue("Advising", later, "Later");
    town.gateway.fate(text -> text.body().contains("Doubtful") ? Fate.LOSE_REQUEST : Fate.PASS);
    town.hides(Town.body("Later"));
    town.night();
    assertThat(town.messages(held)).containsExactly("IN_DOUBT SMS");
    town.gateway.fate(text -> Fate.PASS);
    town.clock.advance(Duration.ofMinutes(61));
    Ran night = town.night();
    assertThat(night.done()).isTrue();
    assertThat(night.summary()).containsEntry("unknown", unknown + 1);
    assertThat(town.messages(held)).containsExactly("UNKNOWN SMS");
    assertThat(town.attempts(held)).containsExactly("UNKNOWN SMS");
    assertThat(town.requests(held)).hasSize(1);
    assertThat(town.requests(resent)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void R6_what_waits_for_a_person_is_never_sent_by_itself_and_settled_when_found(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person sam = town.person();
    Person later = town.person();
    town.queue("Advising", pat, "Doubtful");
    town.queue("Advising", sam, "Arrived");
    town.heed.run("import");
    town.queue("Advising", later, "Later");
    town.gateway.fate(
        text ->
            text.body().contains("Doubtful")
                ? Fate.LOSE_REQUEST
                : text.body().contains("Arrived") ? Fate.LOSE_ANSWER : Fate.PASS);
    town.hides(Town.body("Later", "Arrived"));
    town.night();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    assertThat(town.messages(pat)).containsExactly("UNKNOWN SMS");
    assertThat(town.messages(sam)).containsExactly("UNKNOWN SMS");
    town.gateway.rest();
    for (int i = 0; i < 3; i++) {
      town.night();
      town.clock.advance(Duration.ofHours(25));
    }
    assertThat(town.attempts(pat)).containsExactly("UNKNOWN SMS");
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(town.attempts(sam)).containsExactly("DELIVERED SMS");
    assertThat(town.requests(sam)).hasSize(1);
    long message =
        town.heed.jdbc.queryForObject(
            "select max(id) from message where status = 'UNKNOWN'", Long.class);
    town.heed.bean(Decisions.class).decide(message, Decisions.Verdict.RESEND, "Jo", "not there");
    town.night();
    assertThat(town.requests(pat)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"HSQLDB,1", "HSQLDB,-1", "POSTGRESQL,1", "POSTGRESQL,-1"})
  void R6_a_text_is_found_although_this_machines_clock_was_an_hour_wrong_when_it_left(
      TestDatabase database, int hours) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gatewayAhead(Duration.ofHours(-hours));
    town.gateway.fate(text -> Fate.LOSE_ANSWER);
    town.hides(row -> true);
    town.night();
    assertThat(town.attempts(pat)).containsExactly("IN_DOUBT SMS");
    town.gateway.rest();
    town.gatewayAhead(Duration.ZERO);
    town.clock.advance(Duration.ofHours(-hours));
    for (int i = 0; i < 3; i++) {
      town.clock.advance(Duration.ofMinutes(61));
      town.night();
    }
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_in_doubt_is_settled_however_late(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    town.gateway.rest();
    town.clock.advance(Duration.ofDays(40));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("RELEASED SMS", "SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_clock_put_forward_proves_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(2));
    town.gatewayAhead(Duration.ofHours(-2));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("IN_DOUBT SMS");
    assertThat(town.requests(pat)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void R6_O2_what_is_sent_again_asks_for_consent_again(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.queue("Advising", pat, "Doubtful");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(30));
    town.heed.drop(
        "off" + town.now().getEpochSecond() + ".csv",
        "phone,sms_status",
        pat.mobile() + ",DISABLED");
    town.heed.run("import");
    town.clock.advance(Duration.ofMinutes(60));
    town.night();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Welcome", ADVISING + " Doubtful");
    assertThat(town.mails(pat)).singleElement().asString().contains("Doubtful");
  }

  @ParameterizedTest
  @EnumSource
  void R6_O2_nothing_goes_to_a_person_while_it_is_not_known_whether_a_text_went(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.queue("Advising", pat, "Doubtful");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    town.gateway.rest();
    town.queue("Bursar", pat, "Later");
    town.clock.advance(Duration.ofMinutes(30));
    town.night();
    assertThat(town.requests(pat)).hasSize(2);
    town.clock.advance(Duration.ofMinutes(60));
    town.night();
    assertThat(town.requests(pat)).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_listed_failure_of_an_identical_text_is_not_taken_for_this_one(TestDatabase database) {
    Town town = town(database);
    for (String header : List.of("phone,from,message", "Phone,From,Message")) {
      town.heed.drop(header + ".csv", header, "+15005550002,Advising,Same");
      town.heed.run("import", "again=" + header + ".csv");
    }
    AtomicInteger n = new AtomicInteger();
    town.gateway.fate(text -> n.incrementAndGet() == 1 ? Fate.PASS : Fate.LOSE_REQUEST);
    town.night();
    assertThat(
            town.heed.jdbc.queryForList(
                "select status from attempt where destination = '+15005550002' order by id",
                String.class))
        .containsExactly("FAILED", "IN_DOUBT");
  }

  /** The same words, also when they are queued already (R12). */
  private static void queueOnPurpose(Town town, String file, Person person) {
    String name = file + town.now().getEpochSecond() + ".csv";
    town.heed.drop(name, "student_id,from,message", person.id() + ",Advising,Same");
    town.heed.run("import", "again=" + name);
  }
}
