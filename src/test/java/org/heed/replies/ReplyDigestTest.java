package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people reply reaches the office of the sender they reply to (L6). */
@NullUnmarked
class ReplyDigestTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void L6_every_reply_is_in_one_mail_to_its_sender_s_office_refusals_first(TestDatabase database)
      throws Exception {
    try (Town town =
        new Town(
            database,
            home,
            "--heed.mail.staff=staff@example.edu",
            "--heed.senders[0].mail=advising@example.edu")) {
      Person pat = town.texted("Advising");
      Person kim = town.texted("Advising");
      Person lee = town.texted("Bursar");
      town.reply(pat.mobile(), ADVISING, "=1+1 when is it?");
      town.reply(kim.mobile(), ADVISING, "please stop texting me");
      town.reply(kim.home(), ADVISING, "STOP");
      town.reply(lee.mobile(), BURSAR, "Thanks");
      town.heed.run("nightly");
      String advising = only(town, "advising@example.edu", "Replies to Advising: 3, 2 want no");
      assertThat(advising)
          .containsSubsequence(
              "1 says STOP",
              "STOP",
              "1 reads as if no more texts were wanted",
              kim.id(),
              "; decide by ",
              "please stop texting me",
              "1 says something else",
              pat.id(),
              "answering campaign-",
              "when is it?",
              "replies-Advising-");
      assertThat(only(town, "staff@example.edu", "Replies to Bursar: 1")).contains("Thanks");
      try (Stream<Path> files = Files.list(home.resolve("reports"))) {
        Path list =
            files
                .filter(f -> f.getFileName().toString().startsWith("replies-Adv"))
                .findFirst()
                .get();
        assertThat(Files.readAllLines(list)).hasSize(4).last().asString().contains("'=1+1");
      }
      town.nextDay();
      town.night();
      only(town, "advising@example.edu", "Replies to Advising: 3");
      town.reply(pat.mobile(), ADVISING, "One more");
      town.heed.run("nightly");
      assertThat(only(town, "advising@example.edu", "Replies to Advising: 1"))
          .contains("One more")
          .doesNotContain("when is it");
    }
  }

  /** Workers number their texts from blocks of their own, so that the later one may be lower. */
  @ParameterizedTest
  @EnumSource
  void L6_a_reply_answers_the_text_that_left_last_whatever_its_number(TestDatabase database) {
    try (Town town = new Town(database, home, "--heed.senders[0].mail=advising@example.edu")) {
      town.heed.drop("twins.csv", "student_id,mobile_phone", "B1,+13125580010", "B2,+13125580010");
      town.heed.drop("first.csv", "student_id,from,message", "B1,Advising,Hello B1");
      town.heed.drop("second.csv", "student_id,from,message", "B2,Advising,Hello B2");
      town.night();
      town.heed.jdbc.update(
          "update attempt set id = -id, attempted_at = attempted_at + interval '1' second where"
              + " body like 'Hello B2%'");
      town.clock.advance(Duration.ofMinutes(5));
      town.reply("+13125580010", ADVISING, "When is it?");
      town.heed.run("nightly");
      assertThat(only(town, "advising@example.edu", "Replies to Advising: 1"))
          .contains("answering second", "B2")
          .doesNotContain("answering first");
    }
  }

  /** Whatever is lost between the reading and the mail, the next run tells it. */
  @Test
  void L6_a_run_that_dies_before_the_mail_is_owed_leaves_it_to_the_next() {
    try (Town town = new Town(TestDatabase.HSQLDB, home, "--heed.mail.staff=staff@example.edu")) {
      Person pat = town.texted("Advising");
      town.reply(pat.mobile(), ADVISING, "Thanks");
      town.heed.jdbc.execute(
          "alter table notice add constraint none check (subject not like 'Replies%')");
      town.heed.run("nightly");
      assertThat(town.heed.mails()).noneMatch(mail -> mail.contains("Replies to"));
      town.heed.jdbc.execute("alter table notice drop constraint none");
      town.heed.run("nightly");
      town.heed.run("nightly");
      only(town, "staff@example.edu", "Replies to Advising: 1");
    }
  }

  @Test
  void a_wrong_address_of_an_office_is_said_before_anything_is_sent() {
    try (TestHeed heed =
        TestHeed.start(TestDatabase.HSQLDB, home, "--heed.senders[0].mail=nobody")) {
      assertThatThrownBy(() -> heed.run("nightly"))
          .rootCause()
          .hasMessageContaining("heed.senders[n].mail of Advising", "nobody");
    }
  }

  private static String only(Town town, String to, String subject) {
    List<String> found =
        town.heed.mails().stream()
            .filter(mail -> mail.contains("To: " + to) && mail.contains("Subject: " + subject))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
