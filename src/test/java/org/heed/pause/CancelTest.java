package org.heed.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heed.Ran;
import org.heed.TestHeed;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Campaigns that are ended before all of them has left (C1). */
@NullUnmarked
class CancelTest {
  @RegisterExtension static final Towns TOWNS = new Towns("--heed.mail.staff=staff@example.edu");

  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @CsvSource({"HSQLDB,fall", "POSTGRESQL,FALL.csv"})
  void C1_what_was_not_tried_never_leaves_and_every_report_says_so(
      TestDatabase database, String named) throws Exception {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    String[] file = {
      "student_id,from,message,notify",
      pat.id() + ",Advising,Come,office@example.edu",
      kim.id() + ",Advising,Come,office@example.edu"
    };
    town.heed.drop("fall.csv", file);
    town.heed.run("import");
    town.heed.drop("stop.csv", "Cancel,Reason", named + ",wrong day", "nope,");
    Ran taken = town.heed.run("import");
    assertThat(taken.lines())
        .singleElement()
        .asString()
        .startsWith(
            "stop.csv: 1 campaign cancelled, 1 row rejected; fall: 2 messages cancelled -> ");
    assertThat(receipt(town, "stop.csv"))
        .contains("there is no campaign \"nope\"; nothing waits to be sent");
    town.heed.run("nightly");
    assertThat(town.requests(pat)).isEmpty();
    assertThat(town.mails(kim)).isEmpty();
    String why = "cancelled by the file stop.csv line 2: wrong day";
    assertThat(town.heed.lines("reports", "campaign-fall.csv"))
        .filteredOn(line -> line.contains("cancelled," + why))
        .hasSize(2);
    assertThat(
            town.heed.jdbc.queryForList(
                "select status || ' ' || error from message_report where campaign = 'fall'",
                String.class))
        .containsOnly("CANCELLED " + why);
    assertThat(town.heed.mails())
        .anyMatch(
            mail ->
                mail.contains("To: office@")
                    && mail.contains("Cancelled: fall")
                    && mail.contains("fall: 2 messages cancelled."))
        .anyMatch(mail -> mail.contains("To: staff@") && mail.contains("wrong day"))
        .anyMatch(mail -> mail.contains("To: office@") && mail.contains("fall: 2 cancelled"));
    audited(town);

    town.heed.drop("fall.csv", file);
    town.night();
    assertThat(town.requests(pat)).containsExactly(TestHeed.ADVISING + " Come");
    town.heed.drop("stop.csv", "cancel", "fall");
    assertThat(town.heed.run("import").lines()).first().asString().contains("no row can be taken");
    town.heed.jdbc.update("delete from cancellation");
    town.heed.jdbc.update("update campaign set name = 'old ' || id");
  }

  /** What cannot be told yet ends as it ends; what proves not to have left never leaves. */
  @ParameterizedTest
  @EnumSource
  void C1_what_is_under_way_ends_as_it_ends_and_is_not_tried_again(TestDatabase database) {
    Town town = town(database);
    Person lost = town.person();
    Person sent = town.person();
    Person refused = town.texted("Bursar");
    town.sandbox.reply(refused.mobile(), TestHeed.ADVISING, "STOP");
    Person held = town.person();
    town.heed.drop(
        "spring.csv",
        "student_id,from,message,send_after",
        lost.id() + ",Advising,One,",
        sent.id() + ",Advising,Two,",
        refused.id() + ",Advising,Three,",
        held.id() + ",Advising,Four,2027-06-01");
    town.gateway.fate(
        text ->
            text.form().get("Body").startsWith("One")
                ? Fate.LOSE_REQUEST
                : text.form().get("Body").startsWith("Two") ? Fate.LOSE_ANSWER : Fate.PASS);
    town.night();
    Cancelled ended =
        town.heed.bean(Cancellations.class).cancel("spring", "Kim", "the date is wrong");
    assertThat(ended.line())
        .isEqualTo(
            "spring: 1 message cancelled; before that 1 texted, 1 emailed; 1 was under way and ends"
                + " as it ends");
    for (int i = 0; i < 3; i++) {
      town.nextDay();
      assertThat(town.night().problem()).isNull();
    }
    assertThat(town.heed.mails())
        .anyMatch(mail -> mail.replaceAll("\\s+", " ").contains(ended.line() + "."));
    assertThat(town.requests(lost)).hasSize(1);
    assertThat(town.messages(lost)).containsExactly("CANCELLED");
    assertThat(town.messages(sent)).containsExactly("DELIVERED SMS");
    assertThat(town.messages(held)).containsExactly("CANCELLED");
    assertThat(town.mails(refused)).hasSize(1);
    audited(town);
    assertThat(town.heed.bean(Cancellations.class).cancel("Spring.CSV", "Lee", "again").line())
        .isEqualTo("spring: 2 messages cancelled; before that 1 texted, 1 emailed");
    assertThat(town.heed.count("cancellation where staff = 'Lee'")).isZero();
    assertThatThrownBy(() -> town.heed.bean(Cancellations.class).cancel("springs", "Lee", "x"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("there is no campaign \"springs\"");
  }

  /** A campaign and what cancels it are taken as they were dropped. */
  @ParameterizedTest
  @EnumSource
  void C1_a_corrected_file_dropped_with_the_cancellation_is_sent(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Come at 3");
    town.heed.run("import");
    String wrong =
        town.heed.jdbc.queryForObject(
            "select name from campaign order by id desc fetch first 1 row only", String.class);
    town.heed.drop("a-stop.csv", "cancel,reason", wrong + ",wrong hour");
    town.heed.drop("b-right.csv", "student_id,from,message", pat.id() + ",Advising,Come at 3");
    town.night();
    assertThat(town.requests(pat)).hasSize(1);
    town.heed.drop("c-late.csv", "student_id,from,message", pat.id() + ",Advising,Come at 4");
    town.heed.drop("d-stop.csv", "cancel,reason", "c-late,too late");
    town.night();
    assertThat(town.requests(pat)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void a_campaign_with_a_column_cancel_is_refused_whole(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.heed.drop("mixed.csv", "student_id,from,message,cancel", pat.id() + ",Advising,Come,yes");
    town.night();
    assertThat(town.requests(pat)).isEmpty();
  }

  private static String receipt(Town town, String name) throws Exception {
    return String.join("\n", town.heed.lines("done", "T120000-" + name + ".receipt.txt"));
  }

  private static void audited(Town town) {
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
  }
}
