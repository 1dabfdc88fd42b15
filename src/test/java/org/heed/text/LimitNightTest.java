package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.audit.Audit;
import org.heed.gateway.Middleman.Fate;
import org.heed.preview.Preview;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nights with a limit of three texts a person in 24 hours, from all senders together (R11). */
@NullUnmarked
class LimitNightTest {
  @RegisterExtension
  static final Towns TOWNS = new Towns("--heed.delivery.max-texts-per-person=3 in 24h");

  @RegisterExtension
  static final Towns BY_EMAIL =
      new Towns(
          "--heed.delivery.max-texts-per-person=1 in 24h", "--heed.delivery.over-limit=email");

  @TempDir static Path home;
  @TempDir static Path other;

  @ParameterizedTest
  @EnumSource
  void R11_what_is_above_the_limit_waits_for_the_next_night_in_queue_order(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    Person kim = town.person();
    List<String> rows = new ArrayList<>(List.of("student_id,from,message"));
    for (int n = 1; n <= 5; n++) {
      rows.add(pat.id() + (n % 2 == 0 ? ",Bursar" : ",Advising") + ",Text " + n);
    }
    rows.add(kim.id() + ",Bursar,Text");
    town.heed.drop("five-" + pat.id() + ".csv", rows.toArray(String[]::new));
    Ran night = town.night();
    assertThat(night.done()).isTrue();
    assertThat(night.summary()).containsEntry("texted", 4L).containsEntry("held", 2L);
    assertThat(town.requests(pat))
        .containsExactly(ADVISING + " Text 1", BURSAR + " Text 2", ADVISING + " Text 3");
    assertThat(town.requests(kim)).hasSize(1);
    assertThat(
            town.heed.jdbc.queryForList(
                "select reason from message where status = 'HELD' and held_until > ?",
                String.class,
                town.now()
                    .plus(Duration.ofHours(24))
                    .minusSeconds(1)
                    .atOffset(java.time.ZoneOffset.UTC)))
        .containsExactly("TEXT_LIMIT", "TEXT_LIMIT");
    assertThat(outcome(town, "five-" + pat.id() + ".csv"))
        .contains(
            "held",
            "the person has already got as many texts as the limit allows, until 2026-11-2");

    town.clock.advance(Duration.ofHours(1));
    assertThat(town.night().summary()).containsEntry("held", 2L).containsEntry("texted", 0L);
    town.clock.advance(Duration.ofHours(23).minusMillis(1));
    assertThat(town.night().summary()).containsEntry("held", 2L);
    town.heed.drop(
        "two-" + pat.id() + ".csv",
        "student_id,from,message",
        pat.id() + ",Advising,Text 6",
        pat.id() + ",Advising,Text 7");
    town.clock.advance(Duration.ofMillis(1));
    assertThat(town.night().summary()).containsEntry("held", 1L).containsEntry("texted", 3L);
    assertThat(town.requests(pat).subList(3, 6))
        .containsExactly(BURSAR + " Text 4", ADVISING + " Text 5", ADVISING + " Text 6");
    assertThat(violations(town)).isEmpty();
    town.nextDay();
    town.clock.advance(Duration.ofMinutes(1));
    town.night();
    assertThat(town.requests(pat)).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource
  void R11_texts_to_a_shared_phone_count_for_all_who_read_it_and_no_others(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    Person kim = town.person();
    town.night();
    town.heed.drop(
        "family.csv",
        "student_id,email,mobile_phone,other_phone",
        String.join(",", kim.id(), kim.email(), kim.mobile(), pat.mobile()),
        "twin-of-" + pat.id() + ",," + pat.mobile() + ",");
    town.night();
    for (int n = 1; n <= 2; n++) {
      town.queue("Advising", pat, "Text " + n);
      town.queue("Bursar", kim, "Text " + n);
    }
    town.heed.drop(
        "twin.csv",
        "student_id,from,message",
        "twin-of-" + pat.id() + ",Advising,Twin 1",
        "twin-of-" + pat.id() + ",Advising,Twin 2");
    town.night();
    assertThat(town.requests(kim)).hasSize(2);
    assertThat(town.requests(pat)).hasSize(3);
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void R11_a_text_counts_after_its_phone_was_taken_off_the_person(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    for (int n = 1; n <= 3; n++) {
      town.queue("Advising", pat, "Text " + n);
    }
    town.night();
    town.heed.drop(
        "moved.csv",
        "student_id,email,mobile_phone",
        String.join(",", pat.id(), pat.email(), pat.home()));
    town.queue("Advising", pat, "Text 4");
    town.night();
    assertThat(town.requests(pat)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void R11_what_may_have_left_counts_and_what_never_left_does_not(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person may = town.texted("Advising");
    Person never = town.texted("Advising");
    for (Person person : List.of(may, never)) {
      town.queue("Bursar", person, "Doubtful");
    }
    town.gateway.fate(
        text ->
            never.mobile().equals(text.form().get("To")) ? Fate.LOSE_REQUEST : Fate.LOSE_ANSWER);
    town.night();
    town.gateway.rest();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    assertThat(town.requests(may)).hasSize(2);
    assertThat(town.requests(never)).hasSize(3);
    for (Person person : List.of(may, never)) {
      for (int n = 1; n <= 2; n++) {
        town.queue("Advising", person, "Text " + n);
      }
    }
    town.night();
    assertThat(town.requests(may)).hasSize(3);
    assertThat(town.requests(never)).hasSize(4);
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void R11_an_emergency_passes_and_counts(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    List<String> rows = new ArrayList<>(List.of("student_id,from,message,urgent"));
    for (int n = 1; n <= 5; n++) {
      rows.add(pat.id() + ",Advising,Text " + n + "," + (n == 2 || n == 5 ? "yes" : ""));
    }
    town.heed.drop("storm-" + pat.id() + ".csv", rows.toArray(String[]::new));
    town.night();
    assertThat(town.requests(pat))
        .containsExactly(
            ADVISING + " Text 1", ADVISING + " Text 2", ADVISING + " Text 3", ADVISING + " Text 5");
    assertThat(violations(town)).isEmpty();
  }

  /** Workers number their texts from blocks of their own, so that a later one may be lower. */
  @ParameterizedTest
  @EnumSource
  void R11_the_audit_goes_by_when_texts_left_whatever_their_numbers(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    for (int n = 1; n <= 3; n++) {
      town.queue("Advising", pat, "Text " + n);
    }
    town.heed.drop(
        "last-" + pat.id() + ".csv",
        "student_id,from,message,urgent",
        pat.id() + ",Advising,Text 4,yes");
    town.night();
    assertThat(town.requests(pat)).hasSize(4);
    town.heed.jdbc.update(
        "update attempt set id = -id where message_id in (select id from message where urgent)");
    assertThat(violations(town)).isEmpty();
    town.heed.jdbc.update(
        "update attempt set attempted_at = attempted_at + interval '1' second where id < 0");
    assertThat(violations(town)).isEmpty();
    town.heed.jdbc.update("update attempt set id = -id where id < 0");
  }

  @ParameterizedTest
  @EnumSource
  void R11_by_email_where_so_configured_and_held_without_an_address(TestDatabase database) {
    Town town = BY_EMAIL.on(database, other);
    Person pat = town.person();
    town.heed.drop("nobody.csv", "student_id,mobile_phone", "N1,+13125559901");
    town.queue("Advising", pat, "Text 1");
    town.queue("Bursar", pat, "Text 2");
    town.heed.drop(
        "to-nobody.csv", "student_id,from,message", "N1,Advising,Text 1", "N1,Bursar,Text 2");
    town.night();
    assertThat(town.messages(pat)).containsExactly("SENT SMS", "SENT EMAIL");
    assertThat(town.mails(pat))
        .singleElement()
        .asString()
        .contains("Text 2", "You get this by email because you have got several texts already.");
    assertThat(town.heed.count("message where status = 'HELD' and reason = 'TEXT_LIMIT'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void R11_the_preview_tells_what_will_wait(TestDatabase database) throws Exception {
    Town town = TOWNS.on(database, home);
    Person pat = town.texted("Advising");
    town.queue("Bursar", pat, "Queued");
    town.heed.run("import");
    Path file = Files.createTempFile("more", ".csv");
    Files.writeString(
        file,
        "student_id,from,message,urgent\n%1$s,Advising,One,\n%1$s,Advising,Two,\n%1$s,Advising,Three,1\n"
            .formatted(pat.id()));
    List<String> rows = new ArrayList<>();
    town.heed
        .bean(Preview.class)
        .of(file, town.now(), 0, row -> rows.add(row.fate() + " " + row.reason()));
    assertThat(rows)
        .containsExactly(
            "TEXT null",
            "HELD the person has already got as many texts as the limit allows",
            "TEXT null");
    assertThat(town.heed.count("message where status = 'HELD'")).isZero();
    town.night();
  }

  @ParameterizedTest
  @EnumSource
  void R11_the_audit_finds_a_text_above_the_limit(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    for (int n = 1; n <= 4; n++) {
      town.queue("Advising", pat, "Text " + n);
    }
    town.night();
    assertThat(violations(town)).isEmpty();
    town.clock.advance(Duration.ofHours(25));
    town.night();
    assertThat(town.requests(pat)).hasSize(4);
    assertThat(violations(town)).isEmpty();
    String last =
        "where id = (select max(a.id) from attempt a where a.destination = '%s')"
            .formatted(pat.mobile());
    town.heed.jdbc.update(
        "update attempt set attempted_at = attempted_at - interval '2' hour " + last);
    assertThat(violations(town))
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "R11 message \\d+: its text, begun at \\S+, was more than 3 in 24h for the same"
                        + " (person|phone); expected it to wait"));
    town.heed.jdbc.update(
        "update attempt set attempted_at = attempted_at + interval '2' hour " + last);
    assertThat(violations(town)).isEmpty();
  }

  private static String outcome(Town town, String name) {
    try {
      return Files.readString(town.heed.home().resolve("reports").resolve("campaign-" + name));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> violations(Town town) {
    List<String> found = new ArrayList<>();
    town.heed.bean(Audit.class).run(violation -> found.add(violation.line()));
    return found;
  }
}
