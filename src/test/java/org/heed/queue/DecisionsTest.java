package org.heed.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.gateway.Middleman.Fate;
import org.heed.queue.Decisions.Verdict;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A person decides what nobody can tell. */
@NullUnmarked
class DecisionsTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void R6_a_person_decides_an_UNKNOWN_message_and_no_other(TestDatabase database) throws Exception {
    try (Town town = new Town(database, home)) {
      Person went = town.person();
      Person stayed = town.person();
      Person found = town.person();
      Person later = town.person();
      town.queue("Advising", went, "Doubtful");
      town.queue("Advising", stayed, "Doubtful");
      town.queue("Advising", found, "Doubtful");
      town.heed.run("import");
      town.queue("Advising", later, "Later");
      town.gateway.fate(text -> text.body().contains("Doubtful") ? Fate.LOSE_REQUEST : Fate.PASS);
      town.hides(Town.body("Later"));
      town.night();
      Decisions decisions = town.heed.bean(Decisions.class);
      long first = message(town.heed, went);
      assertThat(decisions.decide(first, Verdict.SENT, "Kim", "asked"))
          .contains(MessageStatus.IN_DOUBT);
      town.clock.advance(Duration.ofMinutes(61));
      town.night();
      assertThat(town.messages(went)).containsExactly("UNKNOWN SMS");
      assertThat(town.heed.bean(QueueCounts.class).undecided())
          .hasSize(3)
          .first()
          .satisfies(
              one -> {
                assertThat(one.messageId()).isEqualTo(first);
                assertThat(one.studentId()).isEqualTo(went.id());
                assertThat(one.attemptedAt()).isEqualTo(TestHeed.NOON);
              });

      assertThat(asARunFinds(town.heed, message(town.heed, found))).contains(MessageStatus.SENT);
      assertThat(decisions.decide(first, Verdict.SENT, "Kim", "she has it"))
          .contains(MessageStatus.UNKNOWN);
      assertThat(
              decisions.decide(message(town.heed, stayed), Verdict.RESEND, "Kim", "he has it not"))
          .contains(MessageStatus.UNKNOWN);
      assertThat(decisions.decide(first, Verdict.RESEND, "Kim", "changed my mind"))
          .contains(MessageStatus.SENT);
      assertThat(decisions.decide(123456, Verdict.SENT, "Kim", "none")).isEmpty();
      assertThat(
              town.heed.jdbc.queryForList(
                  "select verdict || ' ' || staff || ' ' || reason from decision order by id",
                  String.class))
          .containsExactly("sent Kim she has it", "resend Kim he has it not");

      town.gateway.rest();
      town.night();
      town.clock.advance(Duration.ofMinutes(5));
      town.night();
      assertThat(town.requests(went)).hasSize(1);
      assertThat(town.requests(stayed)).hasSize(2);
      assertThat(town.requests(found)).hasSize(1);
      assertThat(town.messages(went)).containsExactly("SENT SMS");
      assertThat(town.attempts(stayed)).containsExactly("UNKNOWN SMS", "DELIVERED SMS");
    }
  }

  /** Somebody has it sent again while a run that has found it has not committed yet. */
  private static Optional<MessageStatus> asARunFinds(TestHeed heed, long message) throws Exception {
    Decisions decisions = heed.bean(Decisions.class);
    ExecutorService staff = Executors.newSingleThreadExecutor();
    try {
      return heed.bean(TransactionTemplate.class)
          .execute(
              run -> {
                heed.jdbc.update(
                    "update attempt set status = 'SENT' where message_id = ?", message);
                heed.jdbc.update("update message set status = 'SENT' where id = ?", message);
                Future<Optional<MessageStatus>> decided =
                    staff.submit(() -> decisions.decide(message, Verdict.RESEND, "Kim", "no"));
                assertThatThrownBy(() -> decided.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
                return decided;
              })
          .get(60, TimeUnit.SECONDS);
    } finally {
      staff.shutdown();
    }
  }

  private static long message(TestHeed heed, Person person) {
    return heed.jdbc.queryForObject(
        "select m.id from message m join person p on p.id = m.person_id where p.student_id = ?",
        Long.class,
        person.id());
  }
}
