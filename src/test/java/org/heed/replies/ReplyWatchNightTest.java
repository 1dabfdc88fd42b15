package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.gateway.Middleman.Fate;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people say while texts go out. */
@NullUnmarked
class ReplyWatchNightTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void L1_a_STOP_said_while_texts_go_out_is_known_within_five_minutes(TestDatabase database) {
    try (Town town = new Town(database, home, "--heed.delivery.concurrency=1")) {
      Person[] people = {town.person(), town.person()};
      Ran night = longNight(town, people, page -> page);
      assertThat(night.problem()).isNull();
      assertThat(town.requests(people[0])).hasSize(1);
      assertThat(town.requests(people[1])).isEmpty();
      assertThat(town.mails(people[1])).hasSize(1);
      assertThat(town.statuses(people[1])).isEqualTo("DISABLED DISABLED");
      town.clock.advance(Duration.ofHours(1));
      town.night();
      assertThat(town.events(people[1].mobile())).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void L1_where_the_list_cannot_be_read_for_five_minutes_no_further_text_leaves(
      TestDatabase database) {
    try (Town town = new Town(database, home, "--heed.delivery.concurrency=1")) {
      Person[] people = {town.person(), town.person()};
      Ran night = longNight(town, people, page -> "{");
      assertThat(night.done()).isFalse();
      assertThat(night.problem()).contains("replies cannot be read while texts go out");
      assertThat(town.requests(people[1])).isEmpty();
      town.gateway.rest();
      assertThat(town.night().done()).isTrue();
      assertThat(town.requests(people[1])).isEmpty();
      assertThat(town.mails(people[1])).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void L1_while_texts_go_out_the_list_is_read_again_after_two_minutes(TestDatabase database) {
    try (Town town = new Town(database, home, "--heed.delivery.concurrency=1")) {
      assertThat(readings(town, 119)).as("before").isEqualTo(readings(town, 0));
      assertThat(readings(town, 121)).as("after").isEqualTo(readings(town, 0) + 1);
    }
  }

  /** How often it was read in a night in which so many seconds pass between two texts. */
  private static long readings(Town town, int seconds) {
    town.nextDay();
    town.queue("Advising", town.person(), "Hello");
    town.queue("Advising", town.person(), "Hello");
    town.gateway.fate(
        text -> {
          town.clock.advance(Duration.ofSeconds(seconds));
          town.gateway.fate(next -> Fate.PASS);
          return Fate.PASS;
        });
    long before = reads(town);
    assertThat(town.night().problem()).isNull();
    return reads(town) - before;
  }

  private static long reads(Town town) {
    return town.gateway.requests().stream()
        .filter(request -> request.method().equals("GET"))
        .count();
  }

  /** The second says STOP, and six minutes pass, while the first is being texted. */
  private static Ran longNight(Town town, Person[] people, UnaryOperator<String> list) {
    town.queue("Advising", people[0], "Hello");
    town.queue("Advising", people[1], "Hello");
    town.gateway.fate(
        text -> {
          town.sandbox.reply(people[1].mobile(), BURSAR, "STOP");
          town.clock.advance(Duration.ofMinutes(6));
          town.gateway.shows(list::apply);
          return Fate.PASS;
        });
    return town.night();
  }
}
