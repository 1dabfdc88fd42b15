package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.util.List;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.consent.Candidate;
import org.heed.consent.PhoneBook;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.consent.SmsStatus;
import org.heed.storage.TestDatabase;
import org.heed.words.Words;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever says no in plain words gets no text until somebody has decided (L3). */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldNightTest {
  @TempDir static Path home;
  private static Town town;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    close();
    town =
        new Town(
            database,
            home.resolve(database.name()),
            "--heed.mail.staff=staff@example.edu",
            "--heed.delivery.pause-at-opt-outs=off");
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
      town = null;
    }
  }

  @BeforeEach
  void nextDay() {
    town.nextDay();
  }

  private static ReviewList.Entry last() {
    List<ReviewList.Entry> open = town.heed.bean(ReviewList.class).open(null);
    return open.stream().max((a, b) -> Long.compare(a.id(), b.id())).orElseThrow();
  }

  /** How messages of two senders and to each of the phones go: T by text, E by email. */
  private static String ways(Person person) {
    int texts = texts(person);
    int file = town.heed.count("campaign");
    town.heed.drop(
        "ways-" + file + ".csv",
        "student_id,phone,from,message",
        person.id() + ",,Advising,One " + file,
        person.id() + ",,Bursar,Two " + file,
        person.id() + "," + person.mobile() + ",Bursar,Three " + file,
        person.id() + "," + person.home() + ",Bursar,Four " + file);
    town.night();
    return (texts(person) - texts) + " of 4 by text";
  }

  private static int texts(Person person) {
    return town.heed.count(
        "attempt where channel = 'SMS' and destination in ('"
            + person.mobile()
            + "', '"
            + person.home()
            + "')");
  }

  private static void audit() {
    List<Violation> violations = new java.util.ArrayList<>();
    List<String> looked = town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
    assertThat(looked).anyMatch(words -> words.matches("[1-9]\\d* holds?"));
  }

  @Test
  void L3_a_plain_no_takes_hold_at_once_for_all_of_the_persons_phones() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "please stop texting me");
    assertThat(ways(person)).isEqualTo("0 of 4 by text");
    assertThat(town.statuses(person)).isEqualTo("DEFAULT DEFAULT");
    assertThat(town.heed.mails())
        .anyMatch(
            mail ->
                mail.contains("staff@example.edu")
                    && mail.contains("please stop texting me")
                    && mail.contains("due on " + Words.date(last().dueOn())))
        .anyMatch(
            mail ->
                mail.contains(person.email())
                    && mail.contains("texts to your phone are turned off"))
        .noneMatch(mail -> mail.contains(person.email()) && mail.contains("a reply"))
        .noneMatch(mail -> mail.contains(person.email()) && mail.contains("opted out"));
    // Listed while it stands: covered too.
    town.heed.drop(
        "new-phone.csv",
        "student_id,email,mobile_phone,home_phone,other_phone",
        String.join(
            ",", person.id(), person.email(), person.mobile(), person.home(), "+13125579999"));
    town.heed.drop(
        "new.csv", "student_id,phone,from,message", person.id() + ",+13125579999,Bursar,New");
    town.night();
    assertThat(town.heed.count("attempt where destination = '+13125579999'")).isZero();
    town.heed.run("nightly");
    assertThat(town.heed.mails())
        .filteredOn(
            m ->
                m.contains("staff@example.edu")
                    && m.contains("please stop texting me")
                    && !m.contains("Subject: Replies to"))
        .hasSize(1);
    audit();
  }

  @Test
  void L3_a_file_that_turns_a_held_phone_on_is_told_of_the_hold() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "please do not text me any more");
    town.heed.run("nightly");
    town.heed.drop("on.csv", "phone,sms_status", person.mobile() + ",ENABLED");
    town.heed.run("import");
    assertThat(String.join("\n", town.heed.lines("done", "on.csv.receipt.txt")))
        .contains("this phone is on hold");
    assertThat(ways(person)).isEqualTo("0 of 4 by text");
  }

  @Test
  void L3_a_wrong_number_holds_that_phone_alone() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "Wrong number!");
    assertThat(ways(person)).isEqualTo("1 of 4 by text");
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(last().id(), "Kim", "called"))
        .hasSize(1);
    assertThat(town.statuses(person)).isEqualTo("DISABLED DEFAULT");
    Long id =
        town.heed.jdbc.queryForObject(
            "select id from person where student_id = ?", Long.class, person.id());
    assertThat(town.heed.bean(PhoneBook.class).listed(List.of(id)).get(id))
        .filteredOn(phone -> phone.status() == SmsStatus.DISABLED)
        .singleElement()
        .matches(Candidate::byOther);
    assertThat(
            town.heed.count(
                "opt_outs where evidence like 'reply %, a wrong number, confirmed by Kim'"))
        .isEqualTo(1);
    audit();
  }

  @Test
  void L3_confirmed_it_is_an_opt_out_dated_by_the_reply() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "ya no quiero recibir mensajes");
    town.heed.run("nightly");
    ReviewList.Entry entry = last();
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(entry.id(), "Kim", "plain"))
        .hasSize(2);
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(entry.id(), "Kim", "plain")).isEmpty();
    assertThat(town.statuses(person)).isEqualTo("DISABLED DISABLED");
    assertThat(
            town.heed.count(
                "opt_outs where student_id = '"
                    + person.id()
                    + "' and learned_from = 'REPLY' and evidence = 'reply "
                    + entry.sid()
                    + ", confirmed by Kim'"))
        .isEqualTo(2);
    assertThat(
            town.heed.count(
                "pair where refused_since is not null and number = '" + person.mobile() + "'"))
        .isZero();
    assertThat(ways(person)).isEqualTo("0 of 4 by text");
    audit();
  }

  @Test
  void L3_dismissed_it_is_over() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "ne m'envoyez plus de messages");
    assertThat(ways(person)).isEqualTo("0 of 4 by text");
    assertThat(town.heed.bean(ReviewDecisions.class).dismiss(last().id(), "Kim", "a joke"))
        .isTrue();
    assertThat(ways(person)).isEqualTo("4 of 4 by text");
    audit();
  }

  @Test
  void L3_a_START_said_after_it_ends_it_and_a_file_does_not() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "take me off your list");
    town.heed.drop("on.csv", "phone,sms_status", person.mobile() + ",ENABLED");
    assertThat(ways(person)).isEqualTo("0 of 4 by text");
    town.reply(person.mobile(), BURSAR, "START");
    assertThat(ways(person)).isEqualTo("4 of 4 by text");
    assertThat(town.heed.count("hold_fact where fact = 'RELEASED' and staff is null")).isPositive();
    audit();
  }

  @Test
  void L3_what_merely_looks_like_a_refusal_changes_nothing() {
    Person person = town.texted("Advising");
    town.reply(person.mobile(), ADVISING, "lol stop it");
    assertThat(ways(person)).isEqualTo("4 of 4 by text");
    assertThat(last()).matches(entry -> !entry.onHold() && entry.body().equals("lol stop it"));
  }
}
