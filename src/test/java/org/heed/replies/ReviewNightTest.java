package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.address.PhoneNumber;
import org.heed.consent.ReviewDecisions;
import org.heed.consent.ReviewList;
import org.heed.consent.SmsStatus;
import org.heed.consent.StaffLedger;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With plain-refusal=list replies that read like a refusal wait for staff and change nothing. */
@NullUnmarked
class ReviewNightTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void L3_a_listed_reply_waits_for_staff_and_changes_nothing(TestDatabase database) {
    try (Town town =
        new Town(
            database,
            home,
            "--heed.consent.holidays=2026-11-26,2026-11-27",
            "--heed.consent.plain-refusal=list")) {
      Person one = town.texted("Advising");
      Person two = town.texted("Advising");
      Person three = town.texted("Advising");
      town.reply(one.mobile(), ADVISING, "please stop texting me");
      town.reply(two.mobile(), ADVISING, "wrong number");
      town.reply(two.mobile(), ADVISING, "ok thanks");
      town.reply(three.mobile(), ADVISING, "remove me");
      Ran night = town.heed.run("nightly");
      assertThat(night.summary())
          .containsEntry("to_review", 3L)
          .containsEntry("review_overdue", 0L);
      assertThat(night.lines()).last().isEqualTo("3 replies to review, 0 overdue, 0 on hold");
      ReviewList list = town.heed.bean(ReviewList.class);
      ReviewDecisions decisions = town.heed.bean(ReviewDecisions.class);
      assertThat(list.open(null))
          .allMatch(entry -> entry.dueOn().equals(LocalDate.of(2026, 12, 9)))
          .extracting(entry -> entry.studentId() + " " + entry.body())
          .containsExactly(
              one.id() + " please stop texting me",
              two.id() + " wrong number",
              three.id() + " remove me");
      assertThat(town.statuses(one)).isEqualTo("DEFAULT DEFAULT");
      assertThat(town.heed.lines("reports", "review.csv")).hasSize(4);

      town.heed
          .bean(StaffLedger.class)
          .decide(
              new StaffLedger.Change(
                  List.of(new PhoneNumber(one.mobile())),
                  null,
                  SmsStatus.DISABLED,
                  "Kim",
                  "asked for it",
                  false));
      ReviewList.Entry second = list.open(null).get(0);
      assertThat(decisions.dismiss(second.id(), "Kim", "called, it is the right number")).isTrue();
      assertThat(decisions.dismiss(second.id(), "Kim", "again")).isFalse();
      assertThat(list.open(null)).extracting(ReviewList.Entry::body).containsExactly("remove me");

      town.clock.advance(Duration.ofDays(20));
      assertThat(town.heed.run("nightly").summary())
          .containsEntry("to_review", 1L)
          .containsEntry("review_overdue", 1L);
      town.reply(three.mobile(), ADVISING, "STOP");
      assertThat(town.heed.run("nightly").summary()).containsEntry("to_review", 0L);
      assertThat(town.heed.lines("reports", "review.csv")).hasSize(1);
    }
  }

  /** Who decides reads what to do in plain words; who types reads the commands. */
  @ParameterizedTest
  @CsvSource({
    "staff@example.edu, false",
    "both@example.edu, true",
    "operators@example.edu, true",
  })
  void L3_commands_stand_in_the_operators_copy_alone(String address, boolean commands) {
    try (Town town =
        new Town(
            TestDatabase.HSQLDB,
            home,
            "--heed.mail.staff=staff@example.edu,both@example.edu",
            "--heed.mail.operators=operators@example.edu,both@example.edu")) {
      Person pat = town.texted("Advising");
      town.reply(pat.mobile(), ADVISING, "please stop texting me");
      town.heed.run("nightly");
      assertThat(town.heed.mails())
          .filteredOn(mail -> mail.contains("reads like a refusal: decide by"))
          .filteredOn(mail -> mail.contains("To: " + address))
          .singleElement()
          .asString()
          .contains("please stop texting me", "To decide")
          .matches(mail -> mail.contains("review confirm") == commands, "commands: " + commands)
          .matches(
              mail -> mail.contains("tell the people who run Heed") != commands, "plain words");
    }
  }
}
