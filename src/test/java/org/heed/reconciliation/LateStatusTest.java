package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.Towns;
import org.heed.address.Times;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.gateway.Middleman.Fate;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a text whose status the gateway's list changes night after night. */
@NullUnmarked
class LateStatusTest {
  @RegisterExtension
  static final Towns TOWNS = new Towns("--heed.twilio.messaging-service-sid=MG1");

  @TempDir static Path home;

  private static Town town(TestDatabase database) {
    return TOWNS.on(database, home);
  }

  /** What the gateway lists for one text, night after night, and what is said of it in the end. */
  static Stream<Arguments> statuses() {
    return Stream.of(TestDatabase.values())
        .flatMap(
            database ->
                Stream.of(
                        "sent,sent > SENT SMS: SENT SMS",
                        "sent,delivered > DELIVERED SMS: DELIVERED SMS",
                        "queued,sending,sent,read > DELIVERED SMS: DELIVERED SMS",
                        "delivered,undelivered 30003 > DELIVERED SMS: DELIVERED SMS",
                        "delivered,sent,failed 30005 > DELIVERED SMS: DELIVERED SMS",
                        "delivered,failed 21610 > DELIVERED SMS: DELIVERED SMS",
                        "sent,undelivered 30003 > SENT EMAIL: FAILED SMS 30003, SENT EMAIL 250",
                        "failed 30005,failed 30005 > SENT EMAIL: FAILED SMS 30005, SENT EMAIL 250",
                        "failed 30008,sent > SENT EMAIL: FAILED SMS 30008, SENT EMAIL 250",
                        "undelivered 30003,delivered > SENT EMAIL: DELIVERED SMS, SENT EMAIL 250",
                        "undelivered 21610,delivered > SENT EMAIL: FAILED SMS 21610, SENT EMAIL"
                            + " 250")
                    .filter(
                        line ->
                            database == TestDatabase.HSQLDB || line.matches(".*(EMAIL|21610).*"))
                    .map(line -> Arguments.of(database, line)));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void G2_a_worse_status_never_takes_the_place_of_a_better_one(TestDatabase database, String line) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Listed");
    town.sandbox.setProgress(Duration.ofDays(9));
    String[] nights = line.split(" > ", -1)[0].split(",", -1);
    town.night();
    for (String night : nights) {
      String[] listed = night.split(" ", -1);
      town.gateway.shows(
          page ->
              Town.listed(page, pat.mobile(), listed[0], listed.length == 1 ? null : listed[1]));
      town.clock.advance(Duration.ofHours(1));
      town.night();
    }
    assertThat(String.join("", town.messages(pat)) + ": " + String.join(", ", town.attempts(pat)))
        .isEqualTo(line.split(" > ", -1)[1]);
    assertThat(town.mails(pat)).hasSize(line.contains("EMAIL") ? 1 : 0);
    assertThat(town.statuses(pat))
        .as("a no counts, whatever was listed before")
        .isEqualTo(line.contains("21610") ? "DISABLED DISABLED" : "DEFAULT DEFAULT");
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).filteredOn(v -> !v.rule().equals("O2")).isEmpty();
  }

  /** What the gateway lists as the row's last change, and what is kept of it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HSQLDB, PASS, as it is, 2",
        "POSTGRESQL, PASS, as it is, 2",
        "HSQLDB, LOSE_ANSWER, as it is, 2",
        "POSTGRESQL, LOSE_ANSWER, as it is, 2",
        "HSQLDB, PASS, -, -",
        "HSQLDB, PASS, 'Mon, 23 Nov 2015 18:00:00 +0000', -",
      })
  void E5_when_the_gateway_last_changed_what_it_says_arrived_is_kept(
      TestDatabase database, Fate fate, String changed, Integer seconds) {
    Town town = town(database);
    Person pat = town.person();
    town.queue("Advising", pat, "Listed");
    town.gateway.fate(text -> fate);
    Instant sent = town.now();
    town.night();
    town.gateway.shows(
        page ->
            Town.rows(
                page,
                row -> {
                  if (!"as it is".equals(changed)) {
                    row.put("date_updated", changed);
                  }
                }));
    for (int n = 0; n < 3; n++) {
      town.clock.advance(Duration.ofMinutes(61));
      town.night();
    }
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS");
    assertThat(
            town.heed.jdbc.queryForObject(
                "select entry_changed_at from attempt where destination = ?",
                OffsetDateTime.class,
                pat.mobile()))
        .isEqualTo(seconds == null ? null : Times.utc(sent.plusSeconds(seconds)));
  }

  @ParameterizedTest
  @EnumSource
  void R4_a_text_without_a_way_out_that_arrived_after_all_is_DELIVERED(TestDatabase database) {
    Town town = town(database);
    Person pat = town.person();
    town.heed.run("import");
    town.heed.jdbc.update("update person set email = null where student_id = ?", pat.id());
    town.queue("Advising", pat, "Listed");
    town.sandbox.setProgress(Duration.ofDays(9));
    town.night();
    for (String status : List.of("undelivered", "delivered")) {
      town.gateway.shows(page -> Town.listed(page, pat.mobile(), status, "30003"));
      town.clock.advance(Duration.ofHours(1));
      town.night();
      if (status.equals("undelivered")) {
        assertThat(town.messages(pat)).containsExactly("FAILED");
      }
    }
    assertThat(town.messages(pat)).containsExactly("DELIVERED SMS");
    assertThat(town.attempts(pat)).containsExactly("DELIVERED SMS");
  }
}
