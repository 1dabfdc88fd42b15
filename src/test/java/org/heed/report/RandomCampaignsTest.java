package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.heed.RandomCampaigns;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.audit.Audit;
import org.heed.gateway.Middleman.Fate;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random campaign files with bad rows, duplicates, people who opted out, refusals, failures and
 * lost answers: each row of each file has one outcome, and they add up.
 */
@NullUnmarked
class RandomCampaignsTest {
  private static final int FILES = 50;
  private static final Set<String> OUTCOMES =
      Set.of("texted", "emailed", "failed", "waiting", "held", "unknown", "rejected");

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void E2_the_rows_of_the_outcome_file_are_the_rows_of_the_file(TestDatabase database)
      throws IOException {
    Random random = new Random(20261125);
    try (Town town =
        new Town(
            database,
            home,
            "--heed.import.max-rejected=100%",
            "--heed.consent.learn-from-replies=false")) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        people.add(town.person());
      }
      town.heed.run("import");
      Map<String, Integer> files = new HashMap<>();
      for (int n = 0; n < FILES; n++) {
        List<String> rows = RandomCampaigns.rows(random, people);
        files.put("file" + n, rows.size());
        rows.add(0, RandomCampaigns.HEADER);
        town.heed.drop("file" + n + ".csv", rows.toArray(String[]::new));
        if (n % 10 == 9) {
          night(town, random, people);
        }
      }
      town.gateway.rest();
      town.clock.advance(Duration.ofMinutes(61));
      town.night();

      Map<String, Long> outcomes = new HashMap<>();
      for (Map.Entry<String, Integer> file : files.entrySet()) {
        List<CSVRecord> rows = outcomes(file.getKey());
        assertThat(rows.stream().map(row -> Long.valueOf(row.get("line"))))
            .as(file.getKey())
            .containsExactlyElementsOf(
                LongStream.rangeClosed(2, file.getValue() + 1).boxed().toList());
        for (CSVRecord row : rows) {
          assertThat(row.get("outcome")).isIn(OUTCOMES);
          if (!Set.of("texted", "waiting").contains(row.get("outcome"))) {
            assertThat(row.get("reason")).as(row.toString()).isNotBlank();
          }
          outcomes.merge(row.get("outcome"), 1L, Long::sum);
        }
      }
      assertThat(outcomes.keySet()).contains("texted", "emailed", "failed", "rejected", "waiting");
      assertThat(
              town.heed
                  .bean(Audit.class)
                  .run(
                      violation -> {
                        throw new AssertionError(violation.line());
                      }))
          .hasSize(11);
    }
  }

  private static void night(Town town, Random random, List<Person> people) {
    for (int i = 0; i < 3; i++) {
      Person person = people.get(random.nextInt(people.size()));
      town.sandbox.reply(
          person.mobile(),
          random.nextBoolean() ? ADVISING : BURSAR,
          random.nextInt(3) == 0 ? "START" : "STOP");
    }
    town.gateway.fate(
        text ->
            switch (random.nextInt(30)) {
              case 0 -> Fate.LOSE_ANSWER;
              case 1 -> Fate.LOSE_REQUEST;
              default -> Fate.PASS;
            });
    town.night();
    town.clock.advance(Duration.ofMinutes(30));
  }

  private List<CSVRecord> outcomes(String campaign) throws IOException {
    Path file = home.resolve("reports/campaign-" + campaign + ".csv");
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      in.read(); // the byte order mark
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(in)
          .getRecords();
    }
  }
}
