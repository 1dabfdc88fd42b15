package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heed.Town;
import org.heed.audit.Audit;
import org.heed.gateway.Middleman.Fate;
import org.heed.gateway.RawServer;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random days with runs at random times, across both changes of the clocks, of families in four
 * zones, with emergencies and answers that are lost: what the gateway is asked for is what a small
 * model says that windows and the limit let go, no text more and none less.
 */
@NullUnmarked
class RandomWindowsTest {
  private static final long SEED = Long.getLong("rules.seed", 20261129);
  private static final int MOST = 3;
  private static final Duration WITHIN = Duration.ofHours(24);
  private static final long VALIDITY = Duration.ofHours(4).toSeconds();

  /**
   * Where the families live; each has three students: two share a phone, and the third lists it
   * too.
   */
  private static final Map<String, ZoneId> AREAS =
      new TreeMap<>(
          Map.of(
              "202", ZoneId.of("America/New_York"),
              "312", ZoneId.of("America/Chicago"),
              "808", ZoneId.of("Pacific/Honolulu"),
              "213", ZoneId.of("America/Los_Angeles")));

  @TempDir Path home;

  /** A message that waits, in queue order. */
  private record Waiting(String family, String body, boolean urgent) {}

  private final List<Waiting> queue = new ArrayList<>();
  private final Map<String, List<Instant>> sent = new HashMap<>();
  private Random random;
  private Town town;
  private int bodies;

  @ParameterizedTest
  @CsvSource({
    "HSQLDB,2026-03-05T18:00:00Z,6",
    "HSQLDB,2026-10-30T18:00:00Z,6",
    "POSTGRESQL,2026-10-30T18:00:00Z,3"
  })
  void R7_R10_R11_what_leaves_is_what_the_model_lets_go(
      TestDatabase database, Instant begin, int runs) {
    random = new Random(SEED + begin.getEpochSecond());
    try (Town made = new Town(database, home, "--heed.delivery.max-texts-per-person=3 in 24h")) {
      town = made;
      town.clock.set(begin);
      people();
      for (int run = 0; run < runs; run++) {
        campaign(run);
        run(run);
        town.clock.advance(Duration.ofSeconds(1 + random.nextInt(9 * 3600)));
      }
      assertThat(sent.values().stream().mapToInt(List::size).sum()).isGreaterThan(runs);
      List<String> violations = new ArrayList<>();
      town.heed.bean(Audit.class).run(violation -> violations.add(violation.line()));
      assertThat(violations).isEmpty();
    }
  }

  private void people() {
    List<String> rows = new ArrayList<>(List.of("student_id,email,mobile_phone,other_phone"));
    for (String area : AREAS.keySet()) {
      for (int n = 1; n <= 3; n++) {
        rows.add(
            "%1$s%2$d,s%1$s%2$d@example.edu,+1%1$s555011%3$d,%4$s"
                .formatted(area, n, Math.min(n, 2), n == 1 ? "+1" + area + "5550112" : ""));
      }
    }
    town.heed.drop("people.csv", rows.toArray(String[]::new));
  }

  private void campaign(int run) {
    List<String> rows = new ArrayList<>(List.of("student_id,from,message,urgent"));
    for (int n = random.nextInt(9); n > 0; n--) {
      String area = List.copyOf(AREAS.keySet()).get(random.nextInt(AREAS.size()));
      int student = 1 + random.nextInt(3);
      boolean urgent = random.nextInt(6) == 0;
      String body = "Text %d.".formatted(++bodies);
      rows.add(
          "%s%d,%s,%s,%s"
              .formatted(
                  area,
                  student,
                  random.nextBoolean() ? "Advising" : "Bursar",
                  body,
                  urgent ? "yes" : ""));
      // Students 2 and 3 read one phone.
      queue.add(new Waiting(area + (student == 1 ? 1 : 2), body, urgent));
    }
    if (rows.size() > 1) {
      town.heed.drop("c" + run + ".csv", rows.toArray(String[]::new));
    }
  }

  private void run(int run) {
    Instant now = town.now();
    boolean loses = random.nextInt(8) == 0;
    town.gateway.fate(text -> loses ? Fate.LOSE_ANSWER : Fate.PASS);
    List<String> expected = new ArrayList<>();
    if (!loses) {
      for (Waiting one : List.copyOf(queue)) {
        long seconds = secondsLeft(AREAS.get(one.family().substring(0, 3)), now);
        List<Instant> before = sent.computeIfAbsent(one.family(), key -> new ArrayList<>());
        long counted = before.stream().filter(at -> at.plus(WITHIN).isAfter(now)).count();
        if (seconds > 0 && (one.urgent() || counted < MOST)) {
          expected.add(one.body() + " " + seconds);
          before.add(now);
          queue.remove(one);
        }
      }
    }
    int posts = town.gateway.posts().size();
    town.night();
    List<String> asked =
        town.gateway.posts().stream().skip(posts).map(RandomWindowsTest::asked).toList();
    if (loses) {
      // The first of each family is in doubt, and what it holds up waits; then it is found.
      settle(run, asked, now);
      return;
    }
    assertThat(asked)
        .as("run %d at %s, seed %d", run, now, SEED)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private void settle(int run, List<String> asked, Instant now) {
    for (String one : asked) {
      Waiting text =
          queue.stream().filter(w -> one.startsWith(w.body() + " ")).findFirst().orElseThrow();
      List<Instant> before = sent.computeIfAbsent(text.family(), key -> new ArrayList<>());
      assertThat(before).as("%s in doubt twice", text).doesNotContain(now);
      assertThat(one)
          .isEqualTo(
              text.body() + " " + secondsLeft(AREAS.get(text.family().substring(0, 3)), now));
      before.add(now);
      queue.remove(text);
    }
    town.gateway.rest();
    town.clock.advance(Duration.ofSeconds(1));
    run(run);
  }

  private static String asked(RawServer.Request request) {
    Map<String, String> form = request.form();
    return form.get("Body").lines().findFirst().orElseThrow() + " " + form.get("ValidityPeriod");
  }

  /** From 09:00 until 20:00, four hours at most. */
  private static long secondsLeft(ZoneId zone, Instant now) {
    LocalTime time = now.atZone(zone).toLocalTime();
    if (time.isBefore(LocalTime.of(9, 0))) {
      return 0;
    }
    Instant closes = now.atZone(zone).toLocalDate().atTime(20, 0).atZone(zone).toInstant();
    return Math.min(VALIDITY, Math.max(0, now.until(closes, ChronoUnit.SECONDS)));
  }
}
