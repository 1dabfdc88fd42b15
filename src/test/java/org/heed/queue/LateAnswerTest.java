package org.heed.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Answer.Kind;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.Text;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** An answer to a text whose absence another run had taken for proven meanwhile. */
@NullUnmarked
class LateAnswerTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "HSQLDB, RELEASED, READY",
    "HSQLDB, RELEASED, HELD",
    "HSQLDB, UNKNOWN, UNKNOWN",
    "POSTGRESQL, RELEASED, READY",
    "POSTGRESQL, RELEASED, HELD",
    "POSTGRESQL, UNKNOWN, UNKNOWN"
  })
  void R6_that_it_was_taken_after_all_keeps_it_from_leaving_once_more(
      TestDatabase database, String attempt, String message) throws Exception {
    try (Town town = new Town(database, home)) {
      Person person = released(town);
      town.heed.jdbc.update("update attempt set status = ?", attempt);
      town.heed.jdbc.update("update message set status = ?", message);
      town.heed.bean(Recorder.class).record(List.of(answered(town, Kind.ACCEPTED, "SM1", null)));
      assertThat(town.messages(person)).containsExactly("SENT SMS");
      assertThat(town.heed.count("attempt where status = 'SENT' and gateway_id = 'SM1'")).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void O1_a_no_counts_however_late_it_comes(TestDatabase database) throws Exception {
    try (Town town = new Town(database, home)) {
      Person person = released(town);
      town.heed.bean(Recorder.class).record(List.of(answered(town, Kind.OPTED_OUT, null, 21610)));
      assertThat(town.heed.smsStatus(person.mobile())).isEqualTo("DISABLED");
      assertThat(town.messages(person)).containsExactly("READY EMAIL");
    }
  }

  @ParameterizedTest
  @EnumSource
  void O1_a_no_that_comes_after_its_message_arrived_turns_off_and_sends_no_email(
      TestDatabase database) throws Exception {
    try (Town town = new Town(database, home)) {
      Person person = released(town);
      town.heed.jdbc.update("update message set status = 'DELIVERED'");
      town.heed.bean(Recorder.class).record(List.of(answered(town, Kind.OPTED_OUT, null, 21610)));
      assertThat(town.heed.smsStatus(person.mobile())).isEqualTo("DISABLED");
      assertThat(town.heed.count("attempt where channel = 'EMAIL'")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void R5_two_texts_of_one_message_that_failed_later_make_one_email(TestDatabase database)
      throws Exception {
    try (Town town = new Town(database, home)) {
      Person person = released(town);
      town.heed.bean(Recorder.class).record(List.of(answered(town, Kind.ACCEPTED, "SM1", null)));
      FailedText first = failed(town, 30003);
      town.heed
          .bean(TransactionTemplate.class)
          .executeWithoutResult(
              status -> town.heed.bean(Failures.class).failed(List.of(first, first)));
      assertThat(town.messages(person)).containsExactly("READY EMAIL");
      assertThat(town.heed.count("attempt where channel = 'EMAIL'")).isOne();
      town.heed
          .bean(TransactionTemplate.class)
          .executeWithoutResult(
              status -> town.heed.bean(Failures.class).requeue(List.of(first, first)));
    }
  }

  private static FailedText failed(Town town, int code) {
    Intent intent = answered(town, Kind.ACCEPTED, "SM1", null).intent();
    return new FailedText(
        intent.attemptId(),
        intent.queued().id(),
        intent.queued().personId(),
        intent.text().to(),
        intent.text().from(),
        code,
        "SM1",
        town.clock.instant());
  }

  @ParameterizedTest
  @EnumSource
  void R6_another_lost_answer_says_nothing_new(TestDatabase database) throws Exception {
    try (Town town = new Town(database, home)) {
      released(town);
      town.heed.bean(Recorder.class).record(List.of(answered(town, Kind.IN_DOUBT, null, null)));
      assertThat(town.heed.count("attempt where status = 'RELEASED'")).isOne();
    }
  }

  /** Somebody whose text was in doubt, and not found. */
  private static Person released(Town town) {
    Person person = town.person();
    town.queue("Advising", person, "Doubtful");
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.night();
    assertThat(town.heed.count("attempt where status = 'IN_DOUBT'")).isOne();
    town.heed.jdbc.update("update attempt set status = 'RELEASED'");
    town.heed.jdbc.update("update message set status = 'READY'");
    return person;
  }

  private static Answered answered(Town town, Kind kind, String sid, Integer code) {
    Instant at = town.clock.instant();
    return town.heed.jdbc.queryForObject(
        """
        select a.id, a.run_id, a.sender, a.destination, a.body, m.id, m.campaign_id, m.person_id
        from attempt a join message m on m.id = a.message_id
        """,
        (row, n) -> {
          Text text =
              new Text(
                  new PhoneNumber(row.getString(3)),
                  new PhoneNumber(row.getString(4)),
                  row.getString(5));
          QueuedText queued =
              new QueuedText(
                  row.getLong(6),
                  row.getLong(7),
                  row.getLong(8),
                  text.from(),
                  text.to(),
                  List.of(row.getLong(8)));
          return new Answered(
              new Intent(queued, row.getLong(1), row.getLong(2), text, true, at, at, 0, 1, null),
              new Answer(kind, sid, code, null, 1, at, null),
              at);
        });
  }
}
