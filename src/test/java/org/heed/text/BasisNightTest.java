package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.gateway.RawServer.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.address.PhoneNumber;
import org.heed.audit.Audit;
import org.heed.consent.Basis;
import org.heed.consent.SmsStatus;
import org.heed.consent.StaffLedger;
import org.heed.preview.Preview;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nights in which no text goes without a basis (E4). */
@NullUnmarked
class BasisNightTest {
  @RegisterExtension static final Towns REQUIRED = new Towns("--heed.consent.require-basis=true");

  @RegisterExtension
  static final Towns OPTED_OUT =
      new Towns("--heed.consent.require-basis=true", "--heed.consent.default-status=opted-out");

  @RegisterExtension static final Towns NOT_REQUIRED = new Towns();

  @TempDir static Path home;
  @TempDir static Path other;
  @TempDir static Path third;

  @ParameterizedTest
  @EnumSource
  void E4_no_text_goes_without_a_basis_whatever_the_default(TestDatabase database)
      throws Exception {
    for (String none : List.of("NO_BASIS", "NOT_OPTED_IN")) {
      Town town =
          none.equals("NO_BASIS") ? REQUIRED.on(database, home) : OPTED_OUT.on(database, other);
      Person with = town.person();
      Person without = town.person();
      Person silent = town.person();
      town.heed.drop(
          "basis-" + with.id() + ".csv",
          "phone,sms_status,basis,source",
          with.mobile() + ",ENABLED,web form,Admissions site",
          without.mobile() + ",ENABLED,,");
      List.of(with, without, silent).forEach(one -> town.queue("Advising", one, "Hello"));
      town.night();
      assertThat(receipt(town, "basis-" + with.id()))
          .contains("line 3: no text goes to this phone")
          .doesNotContain("line 2:");
      assertThat(town.requests(with)).containsExactly(ADVISING + " Hello");
      assertThat(town.requests(without)).isEmpty();
      assertThat(town.requests(silent)).isEmpty();
      assertThat(town.messages(without)).containsExactly("SENT EMAIL");
      assertThat(town.messages(silent)).containsExactly("SENT EMAIL");
      assertThat(reasons(town, without)).containsExactly("NO_BASIS");
      assertThat(reasons(town, silent)).containsExactly(none);
      assertThat(restedOn(town, with)).containsExactly("web form");
      assertThat(violations(town)).isEmpty();
      assertThat(checked(town)).doesNotStartWith("0 ").endsWith("while a basis was required");
    }
  }

  @ParameterizedTest
  @EnumSource
  void E4_the_last_look_before_a_text_asks_for_the_basis_too(TestDatabase database) {
    Town town = REQUIRED.on(database, home);
    Person pat = town.person();
    town.heed.drop(
        "basis-" + pat.id() + ".csv", "phone,sms_status,basis", pat.mobile() + ",ENABLED,web form");
    town.queue("Advising", pat, "Hello");
    town.gateway.answers(
        (request, socket) -> {
          if (request.method().equals("POST")) {
            json(401, "{\"code\": 20003, \"message\": \"no\", \"status\": 401}")
                .answer(request, socket);
          } else {
            json(200, "{\"messages\": [], \"next_page_uri\": null}").answer(request, socket);
          }
        });
    town.night();
    assertThat(town.messages(pat)).as("chosen to go by text").containsExactly("READY SMS");
    town.gateway.answers(null);
    int asked = town.gateway.posts().size();
    staff(town, pat, SmsStatus.DISABLED, null);
    staff(town, pat, SmsStatus.ENABLED, null);
    assertThat(town.heed.smsStatus(pat.mobile())).isEqualTo("ENABLED");
    town.clock.advance(Duration.ofMinutes(30));
    town.night();
    assertThat(town.gateway.posts()).hasSize(asked);
    assertThat(town.messages(pat)).containsExactly("SENT EMAIL");
    assertThat(reasons(town, pat)).containsExactly("NO_BASIS");
    staff(town, pat, SmsStatus.ENABLED, new Basis("written", "front desk", "Yes", null, null));
    town.queue("Advising", pat, "Again");
    town.night();
    assertThat(town.requests(pat)).last().isEqualTo(ADVISING + " Again");
    assertThat(restedOn(town, pat)).containsExactly("written");
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void E4_I1_a_START_is_the_persons_own_word_and_its_own_basis(TestDatabase database) {
    Town town = REQUIRED.on(database, home);
    Person pat = town.person();
    town.night();
    town.reply(pat.mobile(), ADVISING, "Start!");
    town.queue("Advising", pat, "Hello");
    town.night();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello");
    assertThat(restedOn(town, pat)).containsExactly("START");
    assertThat(
            town.heed.jdbc.queryForObject(
                "select w.body from consent_event e join wording w on w.hash = e.wording_hash where"
                    + " e.number = ?",
                String.class,
                pat.mobile()))
        .isEqualTo("Start!");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "After");
    town.night();
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void E4_the_preview_tells_who_has_no_basis(TestDatabase database) throws Exception {
    Town town = REQUIRED.on(database, home);
    Person with = town.person();
    Person without = town.person();
    town.heed.drop(
        "basis-" + with.id() + ".csv", "phone,sms_status,basis", with.mobile() + ",ENABLED,form");
    town.night();
    Path file = town.heed.home().resolve("look.csv");
    Files.write(
        file,
        List.of(
            "student_id,from,message", with.id() + ",Advising,Hi", without.id() + ",Advising,Hi"));
    List<String> told = new ArrayList<>();
    town.heed
        .bean(Preview.class)
        .of(file, town.now(), 0, row -> told.add(row.fate() + " " + row.reason()));
    assertThat(told)
        .containsExactly(
            "TEXT null",
            "EMAIL nothing is recorded of on what the person's consent to texts rests");
  }

  @ParameterizedTest
  @EnumSource
  void E4_where_it_is_not_required_a_text_goes_and_keeps_what_it_rested_on(TestDatabase database) {
    Town town = NOT_REQUIRED.on(database, third);
    Person pat = town.texted("Advising");
    assertThat(town.requests(pat)).hasSize(1);
    assertThat(restedOn(town, pat)).containsExactly((String) null);
    assertThat(checked(town)).startsWith("0 texts sent");
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void E4_the_audit_finds_a_text_without_a_basis(TestDatabase database) {
    Town town = REQUIRED.on(database, home);
    Person pat = town.person();
    town.heed.drop(
        "basis-" + pat.id() + ".csv", "phone,sms_status,basis", pat.mobile() + ",ENABLED,form");
    town.queue("Advising", pat, "Hello");
    town.night();
    String event = "where number = '" + pat.mobile() + "'";
    town.heed.jdbc.update("update consent_event set basis = null " + event);
    assertThat(violations(town))
        .singleElement()
        .asString()
        .matches("E4 message \\d+: a text to \\+1312\\d+ began at \\S+ without a basis .*");
    town.heed.jdbc.update("update consent_event set basis = 'form' " + event);
    String attempt = " where destination = '" + pat.mobile() + "'";
    town.heed.jdbc.update("update attempt set basis_by = null" + attempt);
    assertThat(violations(town)).singleElement().asString().contains("does not say on which basis");
    town.heed.jdbc.update(
        "update attempt set basis_by = (select max(id) from consent_event "
            + event
            + ")"
            + attempt);
    assertThat(violations(town)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void E4_the_audit_knows_from_when_to_when_a_basis_was_required(
      TestDatabase database, @TempDir Path own) {
    String url = database.url(own);
    TestClock clock = new TestClock(TestHeed.NOON);
    for (String required : List.of("false", "true", "true", "false", "false")) {
      try (TestHeed heed =
          TestHeed.start(url, own, clock, "--heed.consent.require-basis=" + required)) {
        heed.drop(
            "day" + clock.instant().getEpochSecond() + ".csv",
            "phone,email,from,message",
            "+13125550110,a@example.edu,Advising,Hello " + clock.instant());
        heed.run("import");
        assertThat(heed.run("nightly").problem()).isNull();
      }
      clock.advance(Duration.ofDays(1));
    }
    try (TestHeed heed = TestHeed.start(url, own, clock)) {
      assertThat(
              heed.jdbc.queryForList("select required from basis_rule order by id", Boolean.class))
          .containsExactly(true, false);
      assertThat(heed.count("attempt where channel = 'SMS'")).isEqualTo(3);
      List<String> found = new ArrayList<>();
      heed.bean(Audit.class).run(violation -> found.add(violation.line()));
      assertThat(found).isEmpty();
      heed.jdbc.update(
          "update attempt set attempted_at = attempted_at + interval '1' day where id = (select"
              + " min(id) from attempt)");
      heed.bean(Audit.class).run(violation -> found.add(violation.line()));
      assertThat(found).anyMatch(line -> line.startsWith("E4 "));
    }
  }

  private static void staff(Town town, Person person, SmsStatus status, Basis basis) {
    town.clock.advance(Duration.ofSeconds(1));
    town.heed
        .bean(StaffLedger.class)
        .decide(
            new StaffLedger.Change(
                List.of(new PhoneNumber(person.mobile())),
                null,
                status,
                "J. Doe",
                "asked",
                false,
                basis));
  }

  private static List<String> reasons(Town town, Person person) {
    return town.heed.jdbc.queryForList(
        "select m.reason from message m join person p on p.id = m.person_id where p.student_id = ?",
        String.class,
        person.id());
  }

  private static List<String> restedOn(Town town, Person person) {
    return town.heed.jdbc.queryForList(
        "select basis from message_report where student_id = ? and channel = 'SMS' and status in"
            + " ('SENT', 'DELIVERED')",
        String.class,
        person.id());
  }

  private static String checked(Town town) {
    return town.heed.bean(Audit.class).rules(violation -> {}).stream()
        .filter(rule -> rule.rule().equals("texts without basis"))
        .findFirst()
        .orElseThrow()
        .checked();
  }

  private static List<String> violations(Town town) {
    List<String> found = new ArrayList<>();
    town.heed.bean(Audit.class).run(violation -> found.add(violation.line()));
    return found.stream().filter(line -> line.startsWith("E4")).toList();
  }

  private static String receipt(Town town, String name) throws IOException {
    try (Stream<Path> done = Files.list(town.heed.home().resolve("done"))) {
      return Files.readString(
          done.filter(file -> file.toString().endsWith(name + ".csv.receipt.txt"))
              .findFirst()
              .orElseThrow());
    }
  }
}
