package org.heed.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.Town;
import org.heed.Towns;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People files that take a number away, give it to somebody else, or add one. */
@NullUnmarked
class ChangedNumbersTest {
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path home;
  private static int files;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void O10_an_opted_out_number_given_to_somebody_else_stays_off_and_says_why(
      TestDatabase database) {
    Town town = optedOut(database);
    Town.Person was = last(town);
    town.nextDay();
    Town.Person is = town.person();
    people(town, line(was, "", ""), line(is, was.mobile(), ""));
    town.queue("Bursar", is, "Fee due");
    town.night();

    assertThat(town.heed.smsStatus(was.mobile())).isEqualTo("DISABLED");
    assertThat(export(town, is))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("PHONE", was.mobile());
              assertThat(row).containsEntry("LEARNED_FROM", "REPLY");
              assertThat(row.get("EVIDENCE").toString())
                  .matches("reply \\S+; said when the number was listed for somebody else");
            });
    assertThat(reason(town, is)).isEqualTo("OPTED_OUT_BY_OTHER");
    assertThat(town.heed.mails())
        .last()
        .asString()
        .contains("To: " + is.email())
        .contains("because texts to your phone are turned off. To get texts, text START from your")
        .doesNotContain("you opted out", "somebody else");
    assertThat(listings(town, is.id()))
        .extracting(ListingHistory.Listing::endedBy)
        .as("his own two of before, the first holder's, and his")
        .containsExactlyInAnyOrder(
            "people-x" + files + ".csv line 3",
            "people-x" + files + ".csv line 3",
            "people-x" + files + ".csv line 2",
            null);
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void O10_I1_its_new_holder_can_turn_it_on_for_himself(TestDatabase database) {
    Town town = optedOut(database);
    Town.Person was = last(town);
    town.nextDay();
    Town.Person is = town.person();
    people(town, line(was, "", ""), line(is, was.mobile(), ""));
    town.night();
    town.reply(was.mobile(), ADVISING, "START");
    town.queue("Advising", is, "Hello");
    town.night();
    assertThat(channel(town, is)).isEqualTo("SMS " + was.mobile());
    assertThat(town.heed.smsStatus(was.home())).isEqualTo("DISABLED");
    assertThat(export(town, is)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void O10_a_number_taken_away_and_listed_again_keeps_its_status(TestDatabase database) {
    Town town = optedOut(database);
    Town.Person pat = last(town);
    town.nextDay();
    people(town, line(pat, "", ""));
    town.night();
    assertThat(export(town, pat)).as("the number is nobody's").isEmpty();
    assertThat(town.heed.count("opt_outs where student_id is null")).isPositive();
    people(town, line(pat, pat.mobile(), ""));
    town.queue("Bursar", pat, "Fee due");
    town.night();
    assertThat(export(town, pat))
        .singleElement()
        .satisfies(row -> assertThat(row.get("EVIDENCE").toString()).doesNotContain("somebody"));
    assertThat(reason(town, pat)).isEqualTo("OPTED_OUT");
    Finder finder = town.heed.bean(Finder.class);
    assertThat(finder.phonesEver(finder.find(pat.id()).people().get(0)))
        .extracting(org.heed.address.PhoneNumber::e164)
        .as("the one listed now, then those of before")
        .containsExactly(pat.mobile(), pat.home());
    assertThat(sheet(town, pat.id()).ledger())
        .as("also what was said about the phone that is not listed now")
        .extracting(event -> event.phone().e164())
        .contains(pat.mobile(), pat.home());
  }

  @ParameterizedTest
  @EnumSource
  void O6_a_number_added_after_the_opt_out_is_texted_and_the_export_marks_it(
      TestDatabase database) {
    Town town = optedOut(database);
    Town.Person pat = last(town);
    town.nextDay();
    String added = pat.mobile().replace("+1312555", "+1312558");
    people(town, line(pat, added, pat.home()));
    town.queue("Bursar", pat, "Fee due");
    town.night();
    assertThat(channel(town, pat)).isEqualTo("SMS " + added);
    assertThat(export(town, pat))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("HAS_NEW_PHONE", "yes"));
    assertThat(listings(town, pat.id()))
        .filteredOn(listing -> listing.phone().e164().equals(added))
        .singleElement()
        .satisfies(
            listing -> assertThat(listing.by()).isEqualTo("people-x" + files + ".csv line 2"));
  }

  @ParameterizedTest
  @EnumSource
  void O7_a_number_two_people_list_is_off_for_both_and_the_other_is_told_whose_it_was(
      TestDatabase database) {
    Town town = town(database);
    Town.Person pat = town.person();
    Town.Person kim = town.person();
    people(town, line(pat, pat.mobile(), pat.home()), line(kim, kim.mobile(), pat.home()));
    town.queue("Advising", pat, "Hello");
    town.night();
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.heed.drop(
        "named-" + ++files + ".csv",
        "student_id,phone,from,message",
        kim.id() + "," + pat.home() + ",Bursar,At home",
        kim.id() + ",,Bursar,By any way");
    town.night();
    assertThat(town.heed.smsStatus(kim.mobile())).isEqualTo("DEFAULT");
    assertThat(
            town.heed.jdbc.queryForList(
                "select coalesce(reason, channel) from message where person_id = "
                    + "(select id from person where student_id = ?) order by id",
                String.class,
                kim.id()))
        .containsExactly("OPTED_OUT_BY_OTHER", "SMS");
  }

  private static Town optedOut(TestDatabase database) {
    Town town = town(database);
    Town.Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.night();
    assertThat(town.heed.smsStatus(pat.home())).isEqualTo("DISABLED");
    return town;
  }

  /** The person of this name again; the town counts them. */
  private static Town.Person last(Town town) {
    String id =
        town.heed.jdbc.queryForObject(
            "select student_id from person where id = (select max(id) from person)", String.class);
    int n = Integer.parseInt(id.substring(1));
    return new Town.Person(
        id,
        "s%05d@example.edu".formatted(n),
        "+1312555%04d".formatted(n),
        "+1312556%04d".formatted(n));
  }

  private static void people(Town town, String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = "student_id,email,mobile_phone,home_phone";
    System.arraycopy(lines, 0, all, 1, lines.length);
    town.heed.run("import");
    town.heed.drop("people-x" + ++files + ".csv", all);
    town.heed.run("import");
  }

  private static String line(Town.Person person, String mobile, String home) {
    return String.join(",", person.id(), person.email(), mobile, home);
  }

  private static PersonDesk.Sheet sheet(Town town, String id) {
    return town.heed.bean(PersonDesk.class).find(id).get(0);
  }

  private static List<ListingHistory.Listing> listings(Town town, String id) {
    return sheet(town, id).listings();
  }

  private static List<Map<String, Object>> export(Town town, Town.Person person) {
    return town.heed.jdbc.queryForList(
        "select phone as \"PHONE\", evidence as \"EVIDENCE\", learned_from as \"LEARNED_FROM\","
            + " has_new_phone as \"HAS_NEW_PHONE\" from opt_outs where student_id = ?",
        person.id());
  }

  private static String reason(Town town, Town.Person person) {
    return lastMessage(town, person, "reason");
  }

  private static String channel(Town town, Town.Person person) {
    return lastMessage(town, person, "channel || ' ' || destination");
  }

  private static String lastMessage(Town town, Town.Person person, String what) {
    return town.heed.jdbc.queryForObject(
        "select "
            + what
            + " from message where id = (select max(m.id) from message m join person p"
            + " on p.id = m.person_id where p.student_id = ?)",
        String.class,
        person.id());
  }
}
