package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.address.PhoneNumber;
import org.heed.audit.Audit;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LatestNoes;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.consent.Refusal;
import org.heed.consent.ReviewList;
import org.heed.consent.SmsStatus;
import org.heed.consent.StaffLedger;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogPage;
import org.heed.gateway.Text;
import org.heed.job.RunLock;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody says no when the text is claimed and the connection to the gateway stands. */
@NullUnmarked
class JustSaidNoTest {
  private static final PhoneNumber PAT = new PhoneNumber("+13125550110");
  private static final PhoneNumber PAT_HOME = new PhoneNumber("+13125550111");
  private static final PhoneNumber ADVISING = new PhoneNumber(TestHeed.ADVISING);

  private static final String EXPIRE =
      "update shedlock set lock_until = lock_until - interval '1 hour'";

  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);
  private final List<Text> left = new ArrayList<>();
  private Runnable meanwhile = () -> {};

  /** Where the no comes from. */
  enum Source {
    REFUSAL,
    REPLY,
    HOLD,
    STAFF;

    void says(TestHeed heed) {
      TransactionTemplate transaction = heed.bean(TransactionTemplate.class);
      switch (this) {
        case REFUSAL ->
            transaction.executeWithoutResult(s -> optOut(heed, LearnedFrom.GATEWAY_21610));
        case REPLY -> transaction.executeWithoutResult(s -> optOut(heed, LearnedFrom.REPLY));
        case HOLD ->
            transaction.executeWithoutResult(
                s ->
                    heed.bean(ReviewList.class)
                        .add(
                            List.of(
                                new ReviewList.Reply(
                                    "SMno",
                                    PAT_HOME.e164(),
                                    ADVISING.e164(),
                                    "no more texts",
                                    heed.clock.instant(),
                                    Refusal.NO_MORE,
                                    null))));
        case STAFF ->
            heed.bean(StaffLedger.class)
                .decide(
                    new StaffLedger.Change(
                        List.of(PAT), null, SmsStatus.DISABLED, "Kim", "asked", false));
      }
    }

    private static void optOut(TestHeed heed, LearnedFrom from) {
      heed.bean(ConsentLedger.class)
          .optOut(
              List.of(
                  new OptOut(
                      PAT_HOME, null, ADVISING, heed.clock.instant(), null, from, "reply SMno")));
    }
  }

  static Stream<List<Object>> noes() {
    return Stream.of(TestDatabase.values())
        .flatMap(
            database ->
                Stream.of(Source.values())
                    .flatMap(
                        source ->
                            Stream.of(true, false)
                                .filter(here -> here || database == TestDatabase.POSTGRESQL)
                                .map(here -> List.of(database, source, here))));
  }

  @ParameterizedTest
  @MethodSource("noes")
  void O2_L3_a_text_that_is_claimed_when_the_no_is_recorded_does_not_leave(List<Object> no) {
    String url = ((TestDatabase) no.get(0)).url(home);
    Source source = (Source) no.get(1);
    boolean here = (Boolean) no.get(2);
    try (TestHeed heed = heed(url);
        TestHeed other = here ? null : heed(url)) {
      drop(heed);
      meanwhile =
          () -> {
            meanwhile = () -> {};
            long before = System.nanoTime();
            source.says(here ? heed : other);
            clock.advance(Duration.ofSeconds(1));
            LatestNoes noes = heed.bean(LatestNoes.class);
            await(() -> here || noes.since(before, PAT, 0));
          };
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(left).isEmpty();
      assertThat(heed.count("message where status = 'SENT' and channel = 'EMAIL'")).isEqualTo(1);
      assertThat(heed.count("intent")).isZero();
      List<Object> violations = new ArrayList<>();
      heed.bean(Audit.class).run(violations::add);
      assertThat(violations).isEmpty();
    }
  }

  /** The claim before the commit sees nothing, and so may the next. */
  @Test
  void O2_nothing_is_claimed_while_a_no_is_being_written() {
    try (TestHeed heed = heed(TestDatabase.POSTGRESQL.url(home))) {
      drop(heed);
      meanwhile =
          () -> {
            meanwhile = () -> {};
            Thread writing =
                new Thread(
                    () ->
                        heed.bean(TransactionTemplate.class)
                            .executeWithoutResult(
                                s -> {
                                  Source.optOut(heed, LearnedFrom.REPLY);
                                  await(() -> heed.count("attempt") == 1);
                                }));
            writing.start();
            await(() -> heed.bean(LatestNoes.class).isOpen(PAT, 0));
          };
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(left).isEmpty();
      assertThat(heed.count("attempt where status = 'RELEASED'")).isEqualTo(1);
      assertThat(heed.count("message where status = 'SENT' and channel = 'EMAIL'")).isEqualTo(1);
    }
  }

  /** It is young, and another run's to send. */
  @Test
  void R6_a_text_that_is_claimed_when_another_run_takes_over_does_not_leave() {
    String url = TestDatabase.POSTGRESQL.url(home);
    try (TestHeed heed = heed(url, "--heed.lease=2s");
        TestHeed other = heed(url)) {
      drop(heed);
      meanwhile =
          () -> {
            meanwhile = () -> {};
            other.jdbc.update(EXPIRE);
            other.bean(RunLock.class).take("nightly").close();
            await(() -> !heed.bean(RunLock.class).held());
          };
      assertThat(heed.run("nightly").problem()).contains("another run has taken over");
      assertThat(left).isEmpty();
      clock.advance(Duration.ofMinutes(1));
      assertThat(other.run("nightly").problem()).isNull();
      assertThat(left).hasSize(1);
    }
  }

  private static void drop(TestHeed heed) {
    heed.drop(
        "people.csv",
        "student_id,email,mobile_phone,home_phone",
        "S1,pat@example.edu," + PAT.e164() + "," + PAT_HOME.e164());
    heed.drop("c.csv", "student_id,from,message", "S1,Advising,Hello");
    assertThat(heed.run("import").done()).isTrue();
  }

  private TestHeed heed(String url, String... settings) {
    return TestHeed.start(
        url, home, clock, beans -> beans.registerBean(Gateway.class, Late::new), settings);
  }

  /** Has something happen before the last look. */
  private final class Late implements Gateway {
    @Override
    public Answer send(Text text, IntSupplier lastLook) {
      meanwhile.run();
      return lastLook.getAsInt() > 0 ? send(text) : Answer.heldBack();
    }

    @Override
    public Answer send(Text text) {
      left.add(text);
      return new Answer(Answer.Kind.ACCEPTED, "SM1", null, null, 1, clock.instant(), null);
    }

    @Override
    public LogPage log(PhoneNumber to, String next) {
      return new LogPage(List.of(), null, clock.instant());
    }

    @Override
    public void close() {}
  }

  private static void await(BooleanSupplier there) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(giveUp);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
