package org.heed.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.heed.Town;
import org.heed.Towns;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.audit.Audit;
import org.heed.consent.History;
import org.heed.consent.SmsStatus;
import org.heed.consent.StaffLedger;
import org.heed.consent.StaffLedger.Outcome;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What staff see of a person, what they may decide, and what they can read out. */
@NullUnmarked
class DeskTest {
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void E2_a_person_is_found_by_student_id_phone_and_email_with_everything(TestDatabase database) {
    Town town = town(database);
    Town.Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Bursar", pat, "Fee due");
    town.night();
    PersonDesk desk = town.heed.bean(PersonDesk.class);
    String national = "(" + pat.mobile().substring(2, 5) + ") " + pat.mobile().substring(5, 8);
    for (String id :
        List.of(
            pat.id(),
            pat.email().toUpperCase(java.util.Locale.ROOT),
            pat.mobile(),
            national + "-" + pat.mobile().substring(8))) {
      assertThat(desk.find(id))
          .singleElement()
          .satisfies(
              sheet -> {
                assertThat(sheet.person().studentId()).isEqualTo(pat.id());
                assertThat(sheet.phones())
                    .extracting(phone -> phone.phone().e164() + " " + phone.status())
                    .containsExactly(pat.mobile() + " DISABLED", pat.home() + " DISABLED");
                assertThat(sheet.phones().get(0).refused())
                    .extracting(PhoneNumber::e164)
                    .containsExactly(ADVISING);
                assertThat(sheet.messages())
                    .extracting(message -> message.body() + " " + message.channel())
                    .containsExactly("Fee due EMAIL", "Welcome SMS");
                assertThat(sheet.ledger()).hasSize(2);
              });
    }
    WayBack wayBack = town.heed.bean(WayBack.class);
    assertThat(desk.find(pat.id()).get(0).phones())
        .extracting(wayBack::of)
        .containsExactly(
            "Text START to (202) 555-0100 (Advising) from "
                + national
                + "-"
                + pat.mobile().substring(8)
                + "; staff cannot do this for you.",
            "Text START to (202) 555-0100 (Advising) from (312) 556-"
                + pat.home().substring(8)
                + "; staff cannot do this for you.");
    assertThatThrownBy(() -> desk.find("nobody@example.edu"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("No student, phone or email nobody@example.edu.");
  }

  @ParameterizedTest
  @EnumSource
  void L4_what_the_person_said_stands_against_staff_but_for_an_override(TestDatabase database) {
    Town town = town(database);
    Town.Person pat = town.texted("Advising");
    town.reply(pat.mobile(), BURSAR, "STOP");
    town.night();
    StaffLedger staff = town.heed.bean(StaffLedger.class);
    PhoneNumber mobile = new PhoneNumber(pat.mobile());
    assertThat(staff.decide(change(mobile, SmsStatus.ENABLED, false)))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
              assertThat(verdict.why())
                  .contains("opted out on ", "evidence", "only a START from that phone");
            });
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    WayBack wayBack = town.heed.bean(WayBack.class);
    PersonDesk desk = town.heed.bean(PersonDesk.class);
    assertThat(wayBack.of(desk.phone(mobile)))
        .startsWith("Text START to (202) 555-0101 (Bursar) from ")
        .endsWith("; staff cannot do this for you.");
    assertThat(staff.decide(change(mobile, SmsStatus.ENABLED, true)))
        .extracting(StaffLedger.Verdict::outcome)
        .containsExactly(Outcome.CHANGED);
    assertThat(wayBack.of(desk.phone(mobile)))
        .startsWith("This phone may be texted, but the gateway still refuses some senders:");
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
    assertThat(town.events(pat.mobile()))
        .last()
        .satisfies(
            event ->
                assertThat(event)
                    .containsEntry("learned_from", "STAFF")
                    .containsEntry("evidence", "staff Kim, override")
                    .containsEntry("reason", "came to the desk"));
    assertThat(staff.decide(change(mobile, SmsStatus.ENABLED, true)))
        .extracting(StaffLedger.Verdict::outcome)
        .containsExactly(Outcome.ALREADY);
    // The gateway's own block stays: the person is told which sender to text.
    assertThat(town.heed.bean(PersonDesk.class).find(pat.mobile()).get(0).phones().get(0).refused())
        .extracting(PhoneNumber::e164)
        .containsExactly(BURSAR);
    assertThat(staff.decide(change(mobile, SmsStatus.DISABLED, false)))
        .extracting(StaffLedger.Verdict::outcome)
        .containsExactly(Outcome.CHANGED);
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    town.queue("Advising", pat, "By email then");
    town.night();
    assertThat(town.mails(pat)).hasSize(1);
    assertThat(
            town.heed
                .bean(Audit.class)
                .run(
                    violation -> {
                      throw new AssertionError(violation.line());
                    }))
        .hasSize(11);
  }

  @ParameterizedTest
  @EnumSource
  void E3_the_status_of_a_past_day_is_told_with_what_decided_it(TestDatabase database) {
    Town town = town(database);
    Town.Person pat = town.texted("Advising");
    Instant before = town.now();
    town.clock.advance(Duration.ofHours(1));
    town.reply(pat.mobile(), ADVISING, "STOP");
    Instant between = town.now();
    town.nextDay();
    town.night();
    town.reply(pat.mobile(), ADVISING, "START");
    town.night();
    History history = town.heed.bean(History.class);
    PhoneNumber mobile = new PhoneNumber(pat.mobile());
    assertThat(history.decidingAt(before, List.of(mobile))).isEmpty();
    History.Event off = history.decidingAt(between, List.of(mobile)).get(mobile);
    assertThat(off.status()).isEqualTo(SmsStatus.DISABLED);
    assertThat(off.recordedAt()).isAfter(between);
    assertThat(history.decidingAt(town.now(), List.of(mobile)).get(mobile).status())
        .isEqualTo(SmsStatus.ENABLED);
  }

  private static StaffLedger.Change change(PhoneNumber phone, SmsStatus status, boolean override) {
    return new StaffLedger.Change(
        List.of(phone), null, status, "Kim", "came to the desk", override);
  }
}
