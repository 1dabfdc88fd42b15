package org.heed.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.address.ConfigurationProblem;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.gateway.Middleman.Fate;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One campaign alone, and its first message as a test (C2). */
@NullUnmarked
class AloneTest {
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void C2_one_campaign_goes_and_everything_else_waits_where_it_was(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person off = town.texted("Bursar");
    town.reply(off.mobile(), ADVISING, "STOP");
    String file = name(town);
    campaign(town, file, pat.id() + ",Advising,Alone", off.id() + ",Advising,Alone");
    campaign(town, name(town), pat.id() + ",Advising,Other", off.id() + ",Advising,Other");
    town.heed.run("import");
    town.heed.run("nightly", "campaign=" + file.toUpperCase(java.util.Locale.ROOT));
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Alone");
    assertThat(town.mails(off)).singleElement().asString().contains("Alone");
    assertThat(town.messages(pat)).containsExactly("SENT SMS", "READY");
    town.heed.run("nightly");
    assertThat(town.requests(pat)).hasSize(2);
    assertThat(town.mails(off)).hasSize(2);
  }

  /**
   * Who waits for another campaign is told nothing; what changed of it is told by the next night.
   */
  @ParameterizedTest
  @EnumSource
  void C2_registrars_of_other_campaigns_are_told_by_the_next_whole_night(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    List<String> files = new ArrayList<>();
    for (String words : List.of("Alone", "Other")) {
      String file = name(town);
      files.add(file);
      town.heed.drop(
          file + ".csv",
          "student_id,from,message,notify\n%s,Bursar,%s %s,%s@example.edu"
              .formatted(pat.id(), words, file, file));
    }
    town.heed.run("import");
    town.heed.run("nightly", "campaign=" + files.get(0), "notify=dean@example.edu");
    assertThat(told(town, files.get(0))).containsExactly(files.get(0) + ": 1 texted");
    assertThat(told(town, files.get(1))).isEmpty();
    assertThat(told(town, "dean")).containsExactly(files.get(0) + ": 1 texted");
    town.heed.run("nightly", "campaign=" + files.get(1), "test=" + pat.home());
    assertThat(told(town, files.get(1))).isEmpty();
    town.heed.run("nightly");
    assertThat(told(town, files.get(1))).containsExactly(files.get(1) + ": 1 texted");
    assertThat(told(town, files.get(0))).hasSize(1);
    assertThat(told(town, "dean")).hasSize(1);
  }

  /** The subjects of the mails to one, but for those of receipts. */
  private static List<String> told(Town town, String address) {
    return town.heed.mails().stream()
        .filter(mail -> mail.contains("To: " + address + "@example.edu"))
        .flatMap(mail -> mail.lines().filter(line -> line.startsWith("Subject: ")))
        .map(line -> line.substring(9))
        .filter(subject -> !subject.contains(".csv"))
        .toList();
  }

  /** The window of a held text stays known when another campaign goes alone. */
  @ParameterizedTest
  @EnumSource
  void C2_R7_what_is_held_stays_held(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    String file = name(town);
    campaign(town, file, pat.id() + ",Advising,Late");
    town.clock.advance(Duration.ofHours(11));
    town.night();
    assertThat(town.messages(pat)).containsExactly("HELD SMS");
    String other = name(town);
    Person kim = town.person();
    campaign(town, other, kim.id() + ",Advising,Late");
    town.heed.run("import");
    town.heed.run("nightly", "campaign=" + other);
    assertThat(town.messages(kim)).containsExactly("HELD SMS");
    assertThat(town.heed.count("message where status = 'HELD' and held_until is not null"))
        .isEqualTo(2);
    town.nextDay();
    town.heed.run("nightly", "campaign=" + other);
    assertThat(town.requests(kim)).hasSize(1);
    assertThat(town.requests(pat)).isEmpty();
    town.heed.run("nightly");
  }

  @ParameterizedTest
  @EnumSource
  void C2_a_test_goes_to_its_phone_and_is_marked_on_every_report(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    String file = name(town);
    campaign(town, file, pat.id() + ",Advising,Hello", kim.id() + ",Advising,Hello you");
    town.heed.run("import");
    String staff = "+1312777" + "%04d".formatted(town.heed.count("campaign"));
    Ran tested = town.heed.run("nightly", "campaign=" + file, "test=" + staff);
    assertThat(tested.done()).isTrue();
    assertThat(tested.lines()).last().asString().endsWith(": the message was sent");
    assertThat(town.requests(pat)).isEmpty();
    assertThat(to(town, staff)).containsExactly("Hello");
    assertThat(
            town.heed.jdbc.queryForList(
                "select campaign from message_report where destination = ?", String.class, staff))
        .containsExactly(file + " (test)");
    assertThat(town.heed.lines("reports", "campaign-" + file + " (test).csv"))
        .last()
        .asString()
        .contains("texted");
    town.heed.run("nightly");
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello");
    assertThat(town.requests(kim)).hasSize(1);
    assertThat(to(town, staff)).hasSize(1);
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void C2_a_test_needs_the_phone_s_consent_and_never_goes_by_email_or_later(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person off = town.texted("Advising");
    Person refuses = town.texted("Advising");
    town.reply(off.mobile(), ADVISING, "STOP");
    String file = name(town);
    campaign(town, file, pat.id() + ",Bursar,Hello");
    town.heed.run("import");
    assertThat(test(town, file, off.mobile()))
        .isEqualTo("the test was not sent: the person opted out of texts");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    assertThat(test(town, file, refuses.home())).contains("nobody can tell");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(10));
    assertThat(test(town, file, refuses.mobile()))
        .isEqualTo("the test was not sent: quiet hours where the phone is");
    for (int i = 0; i < 3; i++) {
      town.nextDay();
      town.night();
    }
    assertThat(town.requests(off)).hasSize(1);
    assertThat(town.requests(refuses)).hasSize(2);
    assertThat(town.mails(off)).isEmpty();
    assertThat(town.mails(refuses)).isEmpty();
    assertThat(town.requests(pat)).hasSize(1);
    assertThatThrownBy(() -> test(town, file, "12"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("test=12, expected a phone number");
    assertThatThrownBy(() -> town.heed.run("nightly", "campaign=nope"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("there is no campaign \"nope\"");
    assertThatThrownBy(() -> town.heed.run("nightly", "test=+13125550110"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("expected campaign= beside it");
  }

  private static String test(Town town, String file, String phone) {
    return town.heed.run("nightly", "campaign=" + file, "test=" + phone).problem();
  }

  private static List<String> to(Town town, String phone) {
    return town.gateway.posts().stream()
        .map(request -> request.form())
        .filter(form -> phone.equals(form.get("To")))
        .map(form -> form.get("Body").lines().findFirst().orElseThrow())
        .toList();
  }

  private static String name(Town town) {
    return "alone-" + town.heed.count("import_file") + "-" + System.nanoTime();
  }

  private static void campaign(Town town, String name, String... rows) {
    town.heed.drop(name + ".csv", "student_id,from,message\n" + String.join("\n", rows));
  }
}
