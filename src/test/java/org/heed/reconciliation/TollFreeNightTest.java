package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.util.List;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.address.PhoneNumber;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A carrier that blocks a toll-free sender's text has mostly been told STOP. */
@NullUnmarked
class TollFreeNightTest {
  private static final String TOLL_FREE = "+18885550100";

  @RegisterExtension
  static final Towns TOWNS =
      new Towns(
          "--heed.twilio.messaging-service-sid=MG1",
          "--heed.senders[2].number=" + TOLL_FREE,
          "--heed.senders[2].name=Helpline");

  @TempDir static Path home;

  private static Person blocked(Town town, String sender) {
    Person pat = town.person();
    town.queue(sender, pat, "Hello");
    town.gateway.shows(page -> Town.listed(page, pat.mobile(), "undelivered", "30004"));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("FAILED SMS 30004", "SENT EMAIL 250");
    town.nextDay();
    return pat;
  }

  private static List<ReviewList.Entry> open(Town town, Person person) {
    return town.heed.bean(ReviewList.class).open(null).stream()
        .filter(entry -> entry.phone().e164().equals(person.mobile()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void L3_a_toll_free_sender_s_30004_is_reviewed_and_not_texted_until_a_person_decided(
      TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = blocked(town, "Helpline");
    assertThat(open(town, pat))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.sender()).isEqualTo(TOLL_FREE);
              assertThat(entry.body()).contains("30004");
              assertThat(entry.sid()).startsWith("SM");
              assertThat(entry.onHold()).isTrue();
            });
    town.queue("Helpline", pat, "Again");
    town.night();
    assertThat(town.requests(pat)).containsExactly(TOLL_FREE + " Hello");
    assertThat(town.mails(pat)).hasSize(2);
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    ReviewDecisions decisions = town.heed.bean(ReviewDecisions.class);
    assertThat(decisions.dismiss(open(town, pat).get(0).id(), "Jo", "asked her")).isTrue();
    town.nextDay();
    town.queue("Helpline", pat, "Once more");
    town.night();
    assertThat(town.requests(pat)).last().isEqualTo(TOLL_FREE + " Once more");
  }

  @ParameterizedTest
  @EnumSource
  void L3_a_confirmed_one_is_an_opt_out_of_that_phone(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = blocked(town, "Helpline");
    town.heed.bean(ReviewDecisions.class).confirm(open(town, pat).get(0).id(), "Jo", "asked her");
    assertThat(town.heed.smsStatus(pat.mobile())).isEqualTo("DISABLED");
    assertThat(open(town, pat)).isEmpty();
    assertThat(town.events(pat.mobile()).get(0).get("evidence").toString()).startsWith("text SM");
  }

  @ParameterizedTest
  @EnumSource
  void R5_another_sender_s_30004_is_no_opt_out(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    Person pat = blocked(town, "Advising");
    assertThat(open(town, pat)).isEmpty();
    town.queue("Advising", pat, "Again");
    town.night();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello", ADVISING + " Again");
  }

  @ParameterizedTest
  @CsvSource({
    "+18005550100, true", "+18335550100, true", "+18445550100, true", "+18555550100, true",
    "+18665550100, true", "+18775550100, true", "+18885550100, true", "+18225550100, true",
    "+18125550100, false", "+12025550100, false", "+18235550100, false", "+18015550100, false",
    "+448005550100, false", "+1800555010, false"
  })
  void a_toll_free_number_is_told_from_others(String number, boolean tollFree) {
    assertThat(new PhoneNumber(number).isTollFree()).isEqualTo(tollFree);
  }
}
