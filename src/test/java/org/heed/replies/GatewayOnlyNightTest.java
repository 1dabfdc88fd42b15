package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code heed.consent.learn-from-replies=false}. */
@NullUnmarked
class GatewayOnlyNightTest {
  private static final Map<TestDatabase, Town> TOWNS = new EnumMap<>(TestDatabase.class);
  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS
        .computeIfAbsent(
            database,
            one ->
                new Town(one, home.resolve(one.name()), "--heed.consent.learn-from-replies=false"))
        .nextDay();
  }

  @AfterAll
  static void close() {
    TOWNS.values().forEach(Town::close);
    TOWNS.clear();
  }

  @ParameterizedTest
  @EnumSource
  void L1_off_an_opt_out_is_learned_from_the_refusal_alone(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Bursar", pat, "Pay");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DEFAULT DEFAULT");
    town.queue("Advising", pat, "Come");
    town.queue("Bursar", pat, "Pay now");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    assertThat(town.requests(pat))
        .containsExactly(ADVISING + " Welcome", BURSAR + " Pay", ADVISING + " Come");
    assertThat(town.mails(pat)).hasSize(2);
    assertThat(town.events(pat.mobile()))
        .singleElement()
        .extracting(event -> event.get("learned_from"))
        .isEqualTo("GATEWAY_21610");
  }

  @ParameterizedTest
  @EnumSource
  void L1_off_opt_ins_are_still_read(TestDatabase database) {
    Town town = town(database);
    Person pat = town.texted("Advising");
    town.reply(pat.mobile(), ADVISING, "STOP");
    town.queue("Advising", pat, "Come");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("DISABLED DISABLED");
    town.clock.advance(Duration.ofMinutes(1));
    town.reply(pat.mobile(), ADVISING, "yes");
    town.queue("Advising", pat, "Welcome back");
    town.night();
    assertThat(town.statuses(pat)).isEqualTo("ENABLED DISABLED");
    assertThat(town.requests(pat))
        .containsExactly(ADVISING + " Welcome", ADVISING + " Come", ADVISING + " Welcome back");
  }
}
