package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a text may take, and what becomes of one that took longer (R10). */
@NullUnmarked
class ValidityNightTest {
  @RegisterExtension static final Towns TOWNS = new Towns();

  @TempDir static Path home;

  @ParameterizedTest
  @EnumSource
  void R10_each_request_says_when_its_own_recipient_s_window_ends(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    // 17:30 in Chicago: 90 minutes in Washington, 5.5 hours in Honolulu, Anchorage before Adak.
    town.clock.set(town.now().plus(Duration.ofMinutes(330)));
    int before = town.gateway.posts().size();
    town.heed.drop(
        "zones.csv",
        "phone,from,message",
        "+12025550177,Advising,Come",
        "+13125550177,Advising,Come",
        "+18085550177,Advising,Come",
        "+19075550177,Advising,Come",
        "+447700900177,Advising,Come");
    town.night();
    assertThat(town.gateway.posts().stream().skip(before).map(RawServer.Request::form))
        .extracting(form -> form.get("To") + " " + form.get("ValidityPeriod"))
        .containsExactlyInAnyOrder(
            "+12025550177 5400", "+13125550177 9000", "+18085550177 14400", "+19075550177 14400");
    assertThat(town.heed.count("message where status = 'HELD' and reason = 'QUIET_HOURS'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void R10_a_text_that_expired_goes_by_email_and_says_nothing_about_the_phone(
      TestDatabase database) {
    Town town = TOWNS.on(database, home);
    town.clock.set(town.now().plus(Duration.ofMinutes(478)));
    Person pat = town.person();
    town.queue("Advising", pat, "Come in");
    town.sandbox.setProgress(Duration.ofMinutes(10));
    assertThat(town.night().problem()).isNull();
    assertThat(validities(town, pat)).containsExactly("120");
    assertThat(town.messages(pat)).containsExactly("SENT SMS");
    town.clock.advance(Duration.ofMinutes(3));
    town.night();
    assertThat(town.attempts(pat)).containsExactly("FAILED SMS 30036", "SENT EMAIL 250");
    assertThat(
            town.heed.count(
                "message where reason = 'TEXT_EXPIRED' and line = 2"
                    + " and person_id = (select id from person where student_id = '"
                    + pat.id()
                    + "')"))
        .isEqualTo(1);
    assertThat(town.mails(pat))
        .singleElement()
        .asString()
        .contains("Come in", "You get this by email because the text could not be delivered.");
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    assertThat(town.events(pat.mobile())).isEmpty();
    assertThat(
            town.heed.count(
                "phone where not_textable_code is not null and number = '" + pat.mobile() + "'"))
        .isZero();
    assertThat(
            town.heed.count(
                "message_report where gateway_id is not null and error_code = 30036 and error ="
                    + " 'The text was not delivered in the time it had' and destination = '"
                    + pat.mobile()
                    + "'"))
        .isEqualTo(1);
    town.nextDay();
    town.queue("Bursar", pat, "Pay");
    town.night();
    assertThat(town.messages(pat)).containsExactly("SENT EMAIL", "SENT SMS");
  }

  @ParameterizedTest
  @EnumSource
  void R10_a_repeat_is_the_same_text_with_a_time_of_its_own(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    town.clock.set(town.now().plus(Duration.ofMinutes(478)));
    Person pat = town.person();
    town.queue("Advising", pat, "Come in");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    assertThat(town.messages(pat)).containsExactly("IN_DOUBT SMS");
    town.nextDay();
    town.night();
    town.clock.advance(Duration.ofMinutes(61));
    town.night();
    assertThat(validities(town, pat)).containsExactly("120", "14400");
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Come in", ADVISING + " Come in");
    assertThat(bodies(town, pat)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void R10_in_the_last_second_of_a_window_nothing_leaves(TestDatabase database) {
    Town town = TOWNS.on(database, home);
    town.clock.set(town.now().plus(Duration.ofHours(8)).minusMillis(999));
    Person pat = town.person();
    town.queue("Advising", pat, "Come in");
    town.night();
    assertThat(town.messages(pat)).containsExactly("HELD SMS");
    town.nextDay();
    town.clock.set(town.now().plus(Duration.ofHours(8)).minusMillis(1000));
    town.night();
    assertThat(validities(town, pat)).containsExactly("1");
  }

  private static List<String> validities(Town town, Person person) {
    return forms(town, person, "ValidityPeriod");
  }

  private static List<String> bodies(Town town, Person person) {
    return forms(town, person, "Body").stream().distinct().toList();
  }

  private static List<String> forms(Town town, Person person, String field) {
    return town.gateway.posts().stream()
        .map(RawServer.Request::form)
        .filter(form -> form.get("To").equals(person.mobile()))
        .map(form -> form.get(field))
        .toList();
  }
}
