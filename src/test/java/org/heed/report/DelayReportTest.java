package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heed.Ran;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long it took from a STOP until Heed knew, and what went out in between. */
@NullUnmarked
class DelayReportTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void L5_each_opt_out_has_its_delay_and_the_texts_of_others_in_it(TestDatabase database) {
    try (Town town =
        new Town(
            database,
            home,
            "--heed.consent.learn-from-replies=false",
            "--heed.mail.from=texts@example.edu")) {
      Person pat = town.texted("Advising");
      Person kim = town.texted("Advising");
      town.reply(pat.mobile(), ADVISING, "stop");
      town.reply(pat.mobile(), BURSAR, "who is this");
      town.clock.advance(Duration.ofHours(1));
      town.queue("Bursar", pat, "Fee due");
      town.night();
      town.clock.advance(Duration.ofHours(1));
      town.reply(kim.mobile(), ADVISING, "STOP");
      town.queue("Advising", pat, "Come");
      town.queue("Advising", kim, "Come");
      town.night();
      Ran report = town.heed.run("report", "report=delay", "to=staff@example.edu");
      assertThat(report.done()).isTrue();
      assertThat(report.lines())
          .anyMatch(
              line ->
                  line.equals(
                      "from STOP to knowing it: median 1 minute, worst 123 minutes; 1 text by other"
                          + " senders in between"));
      List<String> rows = town.heed.lines("reports", "delay-2026-11-23.csv");
      assertThat(rows).hasSize(3);
      assertThat(rows.get(0))
          .endsWith(
              "phone,sender,learned_from,replied_at,known_at,delay_minutes,texts_by_other_senders,evidence");
      assertThat(rows)
          .anyMatch(
              row ->
                  row.startsWith(
                          pat.mobile()
                              + ","
                              + ADVISING
                              + ",GATEWAY_21610,2026-11-23T12:10:00-06:00,")
                      && row.contains(",123,1,"))
          .anyMatch(row -> row.startsWith(kim.mobile()) && row.contains(",1,0,"));
      assertThat(town.heed.mails())
          .last()
          .asString()
          .contains("Subject: Opt-out delay, Mon 23 Nov 2026: 2 opt-outs")
          .contains("delay-2026-11-23.csv");

      // The Advising pair is blocked still; she has opted in since, so that was no delay.
      town.clock.advance(Duration.ofMinutes(1));
      town.reply(pat.mobile(), BURSAR, "START");
      town.queue("Advising", pat, "Again");
      town.night();
      assertThat(town.heed.run("report", "report=delay").summary())
          .containsEntry("opt_outs", 3L)
          .containsEntry("texts_by_other_senders", 1L);
      assertThat(town.heed.lines("reports", "delay-2026-11-23.csv"))
          .last()
          .asString()
          .startsWith(pat.mobile() + "," + ADVISING + ",GATEWAY_21610,,");
    }
  }
}
