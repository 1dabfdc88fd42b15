package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.chain.Chain;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an auditor asks of a million texts, by the distribution's launcher in 256 MB; {@code
 * -Dbench.heed=} is another launcher. Prints, and asserts no time.
 */
@Tag("bench")
@NullUnmarked
class AuditSpeedTest {
  private static final int TEXTS = Integer.getInteger("bench.texts", 1_000_000);

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void E7_what_an_auditor_asks_of_a_million_texts_fits_in_256_MB(TestDatabase database)
      throws Exception {
    Path heed = launcher();
    String url = database.newUrl(home);
    try (TestHeed town = TestHeed.start(url, home, new TestClock(TestHeed.NOON))) {
      new MillionRows(town).add(TEXTS);
      said(town);
      assertThat(town.bean(Chain.class).seal()).isTrue();
    }
    asked(heed, url, "status");
    asked(heed, url, "audit");
    asked(heed, url, "run", "report", "report=compliance", "formats=csv,html");
    asked(heed, url, "run", "report", "report=compliance", "month=2026-01", "formats=csv,html");
    asked(heed, url, "consent", "evidence", "S100003", "--out=" + home.resolve("one.zip"));
  }

  /** A STOP of every fiftieth phone, after all texts, and a reply that took hold of as many. */
  private static void said(TestHeed town) {
    for (String sql :
        List.of(
            "update message set status = 'SENT' where status = 'FAILED'",
            "update attempt set status = 'SENT', error_code = null, error = null where error_code ="
                + " 21610",
            "update import_file set row_count = (select count(*) from message), accepted_count ="
                + " (select count(*) from message) where id = 1000",
            "insert into listing (person_id, number, phone_type, position, listed_at) select"
                + " distinct m.person_id, m.destination, 'Mobile', 1, p.added_at from message m"
                + " join person p on p.id = m.person_id where m.line <= "
                + TEXTS / 10,
            "insert into consent_event (number, person_id, sms_status, occurred_at, recorded_at,"
                + " learned_from, sender, said_from, evidence) select l.number, l.person_id,"
                + " 'DISABLED', l.listed_at + interval '300' day, l.listed_at + interval '300' day,"
                + " 'REPLY', '"
                + TestHeed.ADVISING
                + "', l.number, 'reply ' || l.person_id from listing l where mod(l.person_id, 50) ="
                + " 0",
            "update phone set sms_status = 'DISABLED', decided_by = (select max(id) from"
                + " consent_event e where e.number = phone.number) where number in (select number"
                + " from consent_event)",
            "insert into review (id, sid, number, sender, body, replied_at, due_on, reads_as,"
                + " hold_state, dismissed_at, staff, reason) select l.person_id, 'SM' ||"
                + " l.person_id, l.number, '"
                + TestHeed.ADVISING
                + "', 'no more', l.listed_at + interval '5' day, date '2026-02-01', 'NO_MORE',"
                + " 'RELEASED', l.listed_at + interval '9' day, 'Kim', 'no' from listing l where"
                + " mod(l.person_id, 50) = 1",
            "insert into hold_fact (review_id, fact, number, person_id, sid, sender, body, said_at,"
                + " recorded_at) select l.person_id, 'HOLD', l.number, l.person_id, 'SM' ||"
                + " l.person_id, '"
                + TestHeed.ADVISING
                + "', 'no more', l.listed_at + interval '5' day, l.listed_at + interval '5' day"
                + " from listing l where mod(l.person_id, 50) = 1",
            "insert into hold_fact (review_id, fact, number, person_id, sid, sender, body, said_at,"
                + " staff, reason, recorded_at) select review_id, 'RELEASED', number, person_id,"
                + " sid, sender, body, said_at, 'Kim', 'no', said_at + interval '4' day from"
                + " hold_fact")) {
      town.jdbc.update(sql);
    }
  }

  private Path launcher() throws IOException, InterruptedException {
    String given = System.getProperty("bench.heed");
    if (given != null) {
      return Path.of(given);
    }
    Path folder = Files.createDirectories(home.resolve("heed"));
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Process tar =
          new ProcessBuilder("tar", "xzf", archive.toAbsolutePath().toString(), "--strip=1")
              .directory(folder.toFile())
              .start();
      assertThat(tar.waitFor()).isZero();
    }
    return folder.resolve("bin/heed");
  }

  private void asked(Path heed, String url, String... words) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.concat(Stream.of(heed.toString()), Stream.of(words)),
                Stream.of(
                    "--heed.home=" + home,
                    "--spring.datasource.url=" + url,
                    "--heed.time-zone=America/Chicago"))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HEED_JAVA_OPTS", "-Xmx256m");
    long start = System.nanoTime();
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    System.out.printf(
        Locale.ROOT,
        "%s: exit %d in %.1f s%n%s%n",
        String.join(" ", words),
        exit,
        (System.nanoTime() - start) / 1e9,
        said.lines().limit(40).reduce("", (all, line) -> all + "  " + line + "\n"));
    assertThat(exit).as(said).isIn(0, 1);
    assertThat(said).doesNotContain("OutOfMemory");
  }
}
