package org.heed.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.Town;
import org.heed.consent.ReviewDecisions;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A no to a text for nobody in particular is that of all who hold the phone (O7): proved. */
@NullUnmarked
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedNoAuditTest {
  @TempDir static Path home;
  private static Town town;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void nights(TestDatabase database) {
    close();
    town = new Town(database, home.resolve(database.name()));
    // The household of the STOP, of the refusal and of the plain no: Ana and Ben with a phone each.
    for (int n = 1; n <= 3; n++) {
      town.heed.drop(
          "people-" + n + ".csv",
          "student_id,mobile_phone,home_phone",
          "A" + n + "," + phone('S', n) + "," + phone('A', n),
          "B" + n + "," + phone('S', n) + "," + phone('B', n));
      town.heed.drop(
          "text-" + n + ".csv", "phone,from,message", phone('S', n) + ",Advising,Welcome all");
    }
    town.night();
    town.clock.advance(Duration.ofMinutes(5));
    town.hides(row -> row.get("from").asString().equals(phone('S', 2)));
    town.reply(phone('S', 1), ADVISING, "STOP");
    town.reply(phone('S', 2), ADVISING, "STOP");
    town.reply(phone('S', 3), ADVISING, "no more texts");
    town.heed.drop("again.csv", "phone,from,message", phone('S', 2) + ",Advising,Once more");
    town.night();
    Long review = town.heed.jdbc.queryForObject("select max(id) from review", Long.class);
    assertThat(town.heed.bean(ReviewDecisions.class).confirm(review, "Pat", "it is one"))
        .hasSize(3);
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
      town = null;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, REPLY", "2, GATEWAY_21610", "3, REPLY"})
  void O7_it_is_not_the_nameless_ones_alone(int n, String learnedFrom) {
    assertThat(lines()).isEmpty();
    String own = " where number = '" + phone('S', n) + "' and learned_from = '" + learnedFrom + "'";
    String nobody =
        "(select min(p.id) from person p join listing l on l.person_id = p.id"
            + " where p.student_id is null and l.number = consent_event.number)";
    town.heed.jdbc.update("update consent_event set person_id = " + nobody + own);
    assertThat(lines())
        .singleElement()
        .asString()
        .matches("O7 event \\d+: the no said from \\+1312557000" + n + " is given to nobody in .*");
    town.heed.jdbc.update("update consent_event set person_id = null" + own);
  }

  @ParameterizedTest
  @CsvSource({"1, A", "1, B", "2, A", "2, B", "3, A", "3, B"})
  void O7_it_turns_off_every_phone_of_each(int n, char whose) {
    assertThat(lines()).isEmpty();
    String where = " where number = '" + phone(whose, n) + "'";
    String evidence =
        town.heed.jdbc.queryForObject("select evidence from consent_event" + where, String.class);
    town.heed.jdbc.update("update consent_event set evidence = 'another'" + where);
    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "O7 event \\d+: the no said from \\+1312557000"
                + n
                + " is that of all who held it then; expected it for \\"
                + phone(whose, n)
                + " too");
    town.heed.jdbc.update("update consent_event set evidence = ?" + where, evidence);
  }

  private static String phone(char whose, int n) {
    return "+1312557%s%03d".formatted(whose == 'S' ? "0" : whose == 'A' ? "1" : "2", n);
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    town.heed.bean(Audit.class).run(violation -> lines.add(violation.line()));
    // What is changed here is not what was sealed, which has tests of its own.
    lines.removeIf(line -> line.startsWith("E6 "));
    return lines;
  }
}
