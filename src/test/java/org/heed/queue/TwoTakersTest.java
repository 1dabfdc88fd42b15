package org.heed.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Answer.Kind;
import org.heed.gateway.Text;
import org.heed.storage.TestDatabase;
import org.heed.worker.Membership;
import org.heed.worker.Round;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process left is taken up while that process, alive after all, records it. */
@NullUnmarked
class TwoTakersTest {
  private static final PhoneNumber PHONE = new PhoneNumber("+13125550001");
  private static final Round ROUND = new Round(1, Round.Work.TEXTS, null);

  @TempDir Path home;
  private TestHeed heed;
  private Intent intent;
  private Connection inTheWay;

  @BeforeEach
  void start() throws SQLException {
    heed = TestHeed.start(TestDatabase.POSTGRESQL, home);
    heed.drop("c.csv", "phone,from,message", PHONE.e164() + ",Advising,Hello");
    heed.run("import");
    Instant at = heed.clock.instant();
    QueuedText queued =
        heed.jdbc.queryForObject(
            "select id, campaign_id, person_id from message",
            (row, n) ->
                new QueuedText(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    new PhoneNumber(TestHeed.ADVISING),
                    PHONE,
                    List.of(row.getLong(3))));
    Text text = new Text(queued.sender(), PHONE, "Hello");
    intent =
        new Intent(queued, heed.bean(AttemptIds.class).next(), 1, text, true, at, at, 0, 1, null);
    heed.bean(Intents.class).add(List.of(intent));
    heed.jdbc.update(
        "update message set channel = 'SMS', destination = ?", intent.text().to().e164());
    inTheWay = heed.bean(DataSource.class).getConnection();
    inTheWay.setAutoCommit(false);
    inTheWay.createStatement().execute("select * from message for update");
  }

  @AfterEach
  void end() throws SQLException {
    inTheWay.close();
    heed.close();
  }

  @Test
  void whoever_takes_up_all_waits_until_it_is_recorded_and_finds_nothing() throws Exception {
    CompletableFuture<Void> recording = recording();
    CompletableFuture<Integer> taking =
        CompletableFuture.supplyAsync(() -> heed.bean(LeftIntents.class).takeUp());
    wait(() -> taking.isDone() || waiting() == 2);
    inTheWay.rollback();
    recording.get(20, TimeUnit.SECONDS);
    assertThat(taking.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(heed.count("message where status = 'SENT'")).isOne();
    assertThat(heed.count("attempt where status = 'SENT'")).isOne();
    assertThat(heed.count("intent")).isZero();
  }

  @Test
  void whoever_takes_lanes_leaves_them_until_it_is_recorded() throws Exception {
    CompletableFuture<Void> recording = recording();
    try (Membership member = heed.bean(Workers.class).join(true, LaneNumber.COUNT)) {
      member.opens(ROUND, 0, false);
      member
          .part(ROUND)
          .look(false, 0, lane -> false, heed.bean(LeftIntents.class)::takeUp, x -> {});
      assertThat(member.lanes()).isEmpty();
      inTheWay.rollback();
      recording.get(20, TimeUnit.SECONDS);
      member
          .part(ROUND)
          .look(false, 0, lane -> false, heed.bean(LeftIntents.class)::takeUp, x -> {});
      assertThat(member.lanes()).hasSize(LaneNumber.COUNT);
    }
    assertThat(heed.count("message where status = 'SENT'")).isOne();
  }

  @Test
  void of_two_that_take_up_the_same_one_finds_it() throws Exception {
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> heed.bean(LeftIntents.class).takeUp());
    wait(() -> waiting() == 1);
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> heed.bean(LeftIntents.class).takeUp());
    wait(() -> second.isDone() || waiting() == 2);
    inTheWay.rollback();
    assertThat(first.get(20, TimeUnit.SECONDS) + second.get(20, TimeUnit.SECONDS)).isOne();
    assertThat(heed.count("message where status = 'IN_DOUBT'")).isOne();
    assertThat(heed.count("attempt where status = 'IN_DOUBT'")).isOne();
  }

  /** It has written the attempt, and waits for the message. */
  private CompletableFuture<Void> recording() {
    Answer taken = new Answer(Kind.ACCEPTED, "SM1", null, null, 1, heed.clock.instant(), null);
    Answered answered = new Answered(intent, taken, heed.clock.instant());
    CompletableFuture<Void> recording =
        CompletableFuture.runAsync(() -> heed.bean(Recorder.class).record(List.of(answered)));
    wait(() -> waiting() == 1);
    return recording;
  }

  private long waiting() {
    return heed.jdbc.queryForObject(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        """,
        Long.class);
  }

  /** Or for a while: what does not wait in the database cannot be seen to. */
  private static void wait(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (!condition.getAsBoolean() && System.nanoTime() - giveUp < 0) {
      Thread.onSpinWait();
    }
  }
}
