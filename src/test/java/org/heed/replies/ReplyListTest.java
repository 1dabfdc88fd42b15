package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway's list of replies as it comes: late, growing, broken off, read again. */
@NullUnmarked
class ReplyListTest {
  @RegisterExtension static final Towns TOWNS = new Towns();
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  @ParameterizedTest
  @EnumSource
  void L1_reading_a_reply_again_changes_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.night();
    int events = town.heed.count("consent_event");
    int kept = town.heed.count("gateway_log");
    for (int i = 0; i < 3; i++) {
      town.clock.advance(Duration.ofMinutes(20));
      town.night();
    }
    assertThat(town.heed.count("consent_event")).isEqualTo(events);
    assertThat(town.heed.count("gateway_log")).isEqualTo(kept);
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_reply_whose_id_or_address_is_odd_is_read_once_and_stops_no_night(
      TestDatabase database) {
    Town town = town(database);
    List<String> ids =
        List.of(
            "SM\0" + "a".repeat(32),
            "SM" + "a".repeat(32),
            "SM" + "b".repeat(400),
            "SM" + "b".repeat(401),
            "SM\uD800",
            "SM\uFFFD",
            "SM c",
            "SMc ",
            "SMc",
            "",
            " ");
    List<Person> people = new ArrayList<>();
    ids.forEach(id -> people.add(town.person()));
    town.night();
    for (Person person : people) {
      town.sandbox.reply(person.mobile(), ADVISING, "STOP");
    }
    town.sandbox.reply("messenger:" + "9".repeat(400), "rcs:" + "x".repeat(3000), "STOP");
    int before = town.heed.count("gateway_log");
    town.gateway.shows(
        page ->
            Town.rows(
                page,
                row -> {
                  for (int i = 0; i < ids.size(); i++) {
                    if (row.get("from").asString().equals(people.get(i).mobile())) {
                      row.put("sid", ids.get(i));
                    }
                  }
                }));
    for (int night = 0; night < 3; night++) {
      assertThat(town.night().problem()).isNull();
      assertThat(people)
          .allSatisfy(person -> assertThat(town.statuses(person)).isEqualTo("DISABLED DISABLED"));
      assertThat(town.heed.count("gateway_log")).isEqualTo(before + ids.size() + 1);
      town.clock.advance(Duration.ofMinutes(20));
    }
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_reply_that_shows_up_late_is_still_read(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.hides(Town.body("STOP"));
    for (int i = 0; i < 1100; i++) {
      town.sandbox.reply("+13125570005", ADVISING, "gossip " + i);
    }
    town.clock.advance(Duration.ofHours(1));
    town.night();
    town.clock.advance(Duration.ofHours(3));
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(1));
    // Nothing but the overlap may make this night look so far back.
    town.heed.jdbc.update("update attempt set status = 'DELIVERED' where status = 'SENT'");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_list_that_grows_while_it_is_read_loses_and_doubles_nothing(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    town.night();
    town.sandbox.reply(pat.mobile(), ADVISING, "STOP");
    for (int i = 0; i < 2500; i++) {
      town.sandbox.reply("+13125570000", ADVISING, "chat " + i);
    }
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(
        page -> {
          if (pages.incrementAndGet() == 1) {
            town.sandbox.reply(kim.mobile(), ADVISING, "STOP");
          }
          return page;
        });
    town.night();
    assertThat(pages).hasValueGreaterThan(2);
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.heed.count("gateway_log where body like 'chat %'")).isEqualTo(2500);
    town.clock.advance(Duration.ofHours(1));
    town.night();
    assertThat(town.statuses(kim)).isEqualTo("DISABLED DISABLED");
    assertThat(town.heed.count("gateway_log where body like 'chat %'")).isEqualTo(2500);
  }

  @ParameterizedTest
  @EnumSource
  void L1_R6_without_the_list_no_text_leaves_and_the_run_says_why(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Hello");
    town.gateway.answers(
        RawServer.json(401, "{\"code\": 20003, \"message\": \"Authenticate\", \"status\": 401}"));
    Ran failed = town.night();
    assertThat(failed.done()).isFalse();
    assertThat(failed.problem()).contains("replies cannot be read", "20003", "text stays queued");
    assertThat(town.requests(pat)).isEmpty();
    assertThat(town.mails(pat)).isEmpty();
    town.gateway.rest();
    assertThat(town.night().done()).isTrue();
    assertThat(town.requests(pat)).containsExactly(ADVISING + " Hello");
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_list_that_breaks_off_is_read_again_from_the_same_position(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.night();
    town.reply(pat.mobile(), ADVISING, "Stop");
    for (int i = 0; i < 1200; i++) {
      town.sandbox.reply("+13125570001", ADVISING, "talk " + i);
    }
    town.clock.advance(Duration.ofHours(5));
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(page -> pages.incrementAndGet() == 2 ? "{" : page);
    assertThat(town.night().done()).isFalse();
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(20));
    assertThat(town.night().done()).isTrue();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }

  @ParameterizedTest
  @EnumSource
  void L1_no_more_of_the_list_is_read_than_may_be_new(TestDatabase database) {
    Town town = town(database);
    for (int i = 0; i < 2500; i++) {
      town.sandbox.reply("+13125570002", ADVISING, "old " + i);
    }
    town.night();
    town.clock.advance(Duration.ofDays(5));
    town.night();
    town.clock.advance(Duration.ofDays(5));
    int before = town.gateway.requests().size();
    town.night();
    assertThat(town.gateway.requests()).hasSize(before + 1);
  }

  @ParameterizedTest
  @EnumSource
  void L1_a_reply_that_came_while_a_long_night_was_prepared_is_read_the_next_night(
      TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    Person kim = town.person();
    town.queue("Advising", kim, "Hello");
    AtomicInteger pages = new AtomicInteger();
    town.gateway.shows(
        page -> {
          if (pages.incrementAndGet() == 1) {
            town.sandbox.reply(pat.mobile(), ADVISING, "STOP");
            for (int i = 0; i < 2100; i++) {
              town.sandbox.reply("+13125570003", ADVISING, "much " + i);
            }
            town.clock.advance(Duration.ofMinutes(10));
          }
          return page;
        });
    town.gateway.fate(
        text -> {
          town.clock.advance(Duration.ofHours(7));
          return Fate.PASS;
        });
    town.night();
    assertThat(town.messages(kim)).containsExactly("SENT SMS");
    town.gateway.rest();
    town.clock.advance(Duration.ofHours(16));
    // Nothing but the position may make the next night look so far back.
    town.heed.jdbc.update("update attempt set status = 'DELIVERED' where status = 'SENT'");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
  }
}
