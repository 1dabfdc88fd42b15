package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.gateway.Middleman;
import org.heed.gateway.Middleman.Fate;
import org.heed.sandbox.SandboxGateway;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another program texts the same people from the same number: its texts are not ours. */
@NullUnmarked
class OtherProgramTest {
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path towns;
  @TempDir Path home;
  private final TestClock clock = new TestClock(TestHeed.NOON);

  @Test
  void R6_a_text_that_was_listed_before_ours_was_queued_is_another_one() throws Exception {
    String phone = "+13125550110";
    try (SandboxGateway sandbox = new SandboxGateway(0, home.resolve("gateway"), clock);
        Middleman gateway = new Middleman(sandbox.baseUrl());
        TestHeed heed =
            TestHeed.start(
                TestDatabase.HSQLDB.url(home),
                home,
                clock,
                "--heed.twilio.base-url=" + gateway.baseUrl())) {
      RestoredBackupTest.strange(sandbox, phone, "Before anything");
      clock.advance(Duration.ofMinutes(1));
      heed.drop(
          "a.csv", "phone,email,from,message", RestoredBackupTest.row(phone, "Before anything"));
      heed.run("import");
      heed.run("nightly");
      clock.advance(Duration.ofDays(1));
      List<String> theirs =
          List.of("Early", "$500. Grade: A-", "Room 11-1", "hello", "One, two", "Same  words");
      List<String> ours =
          List.of("Early", "$5.00. Grade: A+", "Room 1-11", "Hello", "One two", "Same words");
      RestoredBackupTest.strange(sandbox, phone, theirs.get(0));
      clock.advance(Duration.ofMinutes(1));
      heed.drop(
          "b.csv",
          Stream.concat(
                  Stream.of("phone,email,from,message"),
                  ours.stream().map(one -> RestoredBackupTest.row(phone, one)))
              .toArray(String[]::new));
      heed.run("import");
      clock.advance(Duration.ofMinutes(1));
      for (String one : theirs.subList(1, theirs.size())) {
        RestoredBackupTest.strange(sandbox, phone, one);
      }
      heed.run("nightly");
      assertThat(RestoredBackupTest.bodies(gateway))
          .containsExactlyElementsOf(
              Stream.concat(Stream.of("Before anything"), ours.stream())
                  .map(one -> phone + " " + one)
                  .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void R6_a_text_that_was_listed_before_ours_was_tried_is_another_one(TestDatabase database)
      throws Exception {
    Town town = TOWNS.on(database, towns);
    Person pat = town.person();
    Person sam = town.person();
    for (Person one : List.of(pat, sam)) {
      town.queue("Advising", one, "Same words");
    }
    town.heed.run("import");
    RestoredBackupTest.strange(town.sandbox, pat.mobile(), "Same words");
    town.clock.advance(Duration.ofSeconds(20));
    town.gateway.fate(text -> Fate.LOSE_REQUEST);
    town.hides(row -> true);
    town.night();
    town.gateway.rest();
    RestoredBackupTest.strange(town.sandbox, sam.mobile(), "Same words!");
    for (int i = 0; i < 2; i++) {
      town.clock.advance(Duration.ofMinutes(61));
      town.night();
    }
    for (Person one : List.of(pat, sam)) {
      assertThat(town.requests(one)).hasSize(2).allMatch((ADVISING + " Same words")::equals);
      assertThat(town.attempts(one)).hasSize(2).first().isEqualTo("RELEASED SMS");
    }
  }
}
