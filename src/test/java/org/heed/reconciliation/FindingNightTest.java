package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.gateway.RawServer;
import org.heed.queue.Findings;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders that cannot send, and codes nobody has explained, are told to staff. */
@NullUnmarked
class FindingNightTest {
  @RegisterExtension
  static final Towns TOWNS =
      new Towns(
          "--heed.twilio.messaging-service-sid=MG1",
          "--heed.mail.staff=staff@example.edu",
          "--heed.mail.registrars=office@example.edu");

  @TempDir static Path home;

  private static List<String> toStaff(Town town) {
    return town.heed.mails().stream()
        .filter(mail -> mail.contains("To: staff@example.edu"))
        .toList();
  }

  private static void failing(Town town, Person person, String code) {
    town.gateway.shows(page -> Town.listed(page, person.mobile(), "failed", code));
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_sender_that_fails_late_is_not_tried_for_ever(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    int before = toStaff(town).size();
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    for (int night = 1; night <= 5; night++) {
      failing(town, pat, "30034");
      Ran result = town.night();
      assertThat(town.requests(pat)).hasSize(Math.min(night, 3));
      if (night <= 3) {
        assertThat(result.problem()).contains("The sender is not registered (gateway code 30034)");
      }
      assertThat(town.messages(pat)).containsExactly(night < 3 ? "READY" : "FAILED");
      assertThat(toStaff(town)).hasSize(before + (night < 3 ? 0 : 1));
      town.nextDay();
    }
    assertThat(town.attempts(pat))
        .containsExactly("FAILED SMS 30034", "FAILED SMS 30034", "FAILED SMS 30034", "FAILED");
    assertThat(town.mails(pat)).isEmpty();
    assertThat(
            town.heed.jdbc.queryForObject(
                "select m.error from message m join person p on p.id = m.person_id"
                    + " where p.student_id = ?",
                String.class,
                pat.id()))
        .isEqualTo("the sender could not send it on three nights: The sender is not registered");
    assertThat(toStaff(town).get(before))
        .contains(
            "- 1 text from Advising, (202) 555-0100: given up after three nights. The sender is not"
                + " registered (gateway code 30034)",
            "What was given up reached nobody",
            "drop a file with those rows")
        .doesNotContain(pat.mobile(), "Hello", ADVISING, "a reason that Heed does not know");
    town.queue("Advising", pat, "Mended");
    town.night();
    assertThat(town.requests(pat)).last().isEqualTo(ADVISING + " Mended");
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_that_goes_in_the_third_night_is_no_failure(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    for (int run = 0; run < 2; run++) {
      failing(town, pat, "30001");
      town.night();
      town.nextDay();
    }
    assertThat(town.messages(pat)).containsExactly("READY");
    town.night();
    assertThat(town.messages(pat)).containsExactly("SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R6_an_unknown_code_is_listed_for_staff_once(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    int before = toStaff(town).size();
    Person late = town.person();
    Person atOnce = town.person();
    town.queue("Advising", late, "Hello");
    failing(town, late, "30999");
    Ran night = town.night();
    assertThat(night.done()).isTrue();
    assertThat(town.attempts(late)).containsExactly("FAILED SMS 30999", "SENT EMAIL 250");
    assertThat(night.lines())
        .anyMatch(line -> line.contains("a reason that Heed does not know (gateway code 30999)"));
    assertThat(toStaff(town)).hasSize(before + 1);
    assertThat(toStaff(town).get(before))
        .contains("went by email where there is an address")
        .doesNotContain("given up");
    town.nextDay();
    town.queue("Advising", atOnce, "Hello");
    town.heed.run("import");
    town.gateway.answers(
        (request, socket) ->
            RawServer.json(
                    request.method().equals("POST") ? 400 : 200,
                    request.method().equals("POST")
                        ? "{\"code\": 21999, \"message\": \"new\", \"status\": 400}"
                        : "{\"uri\": \"/\", \"messages\": [], \"next_page_uri\": null}")
                .answer(request, socket));
    town.night();
    assertThat(town.attempts(atOnce)).containsExactly("FAILED SMS 21999", "SENT EMAIL 250");
    assertThat(toStaff(town)).hasSize(before + 2).last().asString().contains("21999");
    town.nextDay();
    town.night();
    assertThat(toStaff(town)).hasSize(before + 2);
    assertThat(town.heed.bean(Findings.class).all(Findings.Kind.UNKNOWN_CODE))
        .extracting(Findings.Finding::code)
        .containsExactly(21999, 30999);
  }
}
