package org.heed.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heed.RandomCampaigns;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random campaign files are previewed, then imported and sent: each row becomes what the preview
 * said, to the character.
 */
@NullUnmarked
class RandomPreviewTest {
  private static final int NIGHTS = 6;
  private static final String HEADER = RandomCampaigns.HEADER + ",first_name,subject\n";
  private static final String OUTCOMES =
      """
      select m.line, m.status, m.channel, m.destination, m.reason, m.error, m.send_after, m.body,
        (select a.body from attempt a where a.message_id = m.id and a.status = 'SENT') as sent
      from message m join campaign c on c.id = m.campaign_id where c.name = ?
      """;
  private static final String REJECTED =
      """
      select r.line, r.column_name, r.reason from rejected_row r
      join import_file f on f.id = r.file_id where f.name = ?
      """;

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"HSQLDB, true, 2", "POSTGRESQL, false, 3"})
  void every_row_becomes_what_the_preview_said(TestDatabase database, boolean inherits, long seed)
      throws IOException {
    Random random = new Random(seed);
    try (Town town =
        new Town(
            database,
            home,
            "--heed.import.max-rejected=100%",
            "--heed.consent.new-phone-inherits=" + inherits)) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        people.add(town.person());
      }
      town.heed.run("import");
      for (Person person : people.subList(0, 5)) {
        town.sandbox.reply(person.mobile(), ADVISING, "STOP");
      }
      town.clock.advance(Duration.ofMinutes(5));
      town.heed.run("nightly");
      Preview preview = town.heed.bean(Preview.class);
      Map<Fate, Integer> seen = new EnumMap<>(Fate.class);
      for (int n = 0; n < NIGHTS; n++) {
        town.clock.advance(Duration.ofMinutes(5));
        Path inbox = home.resolve("inbox");
        Files.writeString(inbox.resolve("before" + n + ".csv"), file(random, people, n));
        Files.writeString(inbox.resolve("consent" + n + ".csv"), consent(random, people));
        town.heed.run("import");
        town.clock.advance(Duration.ofMinutes(5));
        String name = "file" + n;
        Path file = inbox.resolve(name + ".csv");
        Files.writeString(
            file, file(random, people, n) + file(random, people, n).substring(HEADER.length()));
        Map<Long, String> rows = new TreeMap<>();
        Preview.Result result =
            preview.of(
                file,
                town.now(),
                2,
                row -> {
                  rows.put(row.line(), said(row));
                  seen.merge(row.fate(), 1, Integer::sum);
                });
        assertThat(result.totals().rows()).isEqualTo(rows.size());
        town.night();
        assertThat(differences(rows, became(town, name))).as(name).isEmpty();
      }
      assertThat(seen.keySet()).containsExactly(Fate.values());
    }
  }

  private static List<String> differences(Map<Long, String> said, Map<Long, String> became) {
    assertThat(became.keySet()).isEqualTo(said.keySet());
    return said.keySet().stream()
        .filter(line -> !said.get(line).equals(became.get(line)))
        .map(line -> "line " + line + ": said " + said.get(line) + ", became " + became.get(line))
        .toList();
  }

  /** What staff or another system said; the gateway has no part in it. */
  private static String consent(Random random, List<Person> people) {
    StringBuilder file = new StringBuilder("student_id,phone,sms_status\n");
    for (int i = 0; i < 4; i++) {
      Person person = people.get(random.nextInt(people.size()));
      file.append(
              switch (random.nextInt(3)) {
                case 0 -> person.id() + ",";
                case 1 -> "," + person.home();
                default -> ",+1808555100" + i;
              })
          .append(random.nextInt(3) == 0 ? ",ENABLED" : ",DISABLED")
          .append('\n');
    }
    return file.toString();
  }

  private static String file(Random random, List<Person> people, int n) {
    StringBuilder file = new StringBuilder(HEADER);
    for (String row : RandomCampaigns.rows(random, people)) {
      // Numbers that fail at the gateway are no business of a preview.
      file.append(row.replaceAll("\\+1500555000.", "+15005550006")).append(",,\n");
      for (int i = random.nextInt(3); i > 0; i--) {
        file.append(more(random, people, n)).append('\n');
      }
    }
    return file.toString();
  }

  /** Rows about people, phones and names that only this file brings, in any order. */
  private static String more(Random random, List<Person> people, int n) {
    String student = "N" + n + "x" + random.nextInt(5);
    String old = people.get(random.nextInt(people.size())).id();
    String phone = "+1312557%02d%02d".formatted(n, random.nextInt(6));
    String from = random.nextBoolean() ? "Advising" : "Bursar";
    String text = "Hi " + random.nextInt(50);
    return switch (random.nextInt(11)) {
      case 0 -> student + ",,," + from + "," + text + ",,,";
      case 1 -> student + "," + phone + ",," + from + "," + text + ",,Pat,";
      case 2 -> student + ",,n@example.edu," + from + ",Dear {{first_name}} " + text + ",,,";
      case 3 -> "," + phone + ",," + from + "," + text + " {{student_id}},,,";
      case 4 ->
          "," + phone + ",p@example.edu," + from + "," + text + " ’,,Kim,About {{first_name}}";
      case 5 -> old + "," + phone + ",," + from + "," + text + ",,,";
      case 6 -> old + ",,," + from + "," + text + " 🎓,2026-11-01,,";
      case 7 -> ",+1808555" + (1000 + random.nextInt(9)) + ",," + from + "," + text + ",,,";
      case 8 -> student + ",+18085551" + n + "0,," + from + "," + text + " ś,,,";
      case 9 -> "," + phone + ",," + from + "," + text + " {{first_name}},,,";
      default -> student + ",,n@example.edu," + from + "," + text + ",2030-01-01,,";
    };
  }

  private static String said(PreviewRow row) {
    return switch (row.fate()) {
      case TEXT -> "text " + row.phone().e164() + ": " + row.text();
      case EMAIL -> "email " + row.email() + ", " + row.reason() + ": " + row.text();
      case FAIL -> "fail: " + row.reason();
      case HELD -> "held " + row.phone().e164();
      case WAITING -> "waiting";
      case REJECTED -> "rejected " + row.column() + ": " + row.reason();
    };
  }

  private static Map<Long, String> became(Town town, String name) {
    Map<Long, String> rows = new TreeMap<>();
    town.heed.jdbc.query(
        OUTCOMES,
        row -> {
          String status = row.getString("status").strip();
          String channel = row.getString("channel");
          String reason = row.getString("reason");
          String words =
              reason == null ? "" : org.heed.queue.Reason.valueOf(reason.strip()).words();
          rows.put(
              row.getLong("line"),
              switch (status) {
                case "READY" -> row.getObject("send_after") == null ? "READY" : "waiting";
                case "HELD" -> "held " + row.getString("destination");
                case "FAILED" -> "fail: " + row.getString("error");
                case "SENT", "DELIVERED" ->
                    channel.strip().equals("SMS")
                        ? "text " + row.getString("destination") + ": " + row.getString("sent")
                        : "email "
                            + row.getString("destination")
                            + ", "
                            + words
                            + ": "
                            + row.getString("sent");
                default -> status;
              });
        },
        name);
    town.heed.jdbc.query(
        REJECTED,
        row -> {
          rows.put(
              row.getLong("line"),
              "rejected "
                  + (row.getString("column_name") == null ? "" : row.getString("column_name"))
                  + ": "
                  + row.getString("reason"));
        },
        name + ".csv");
    return rows;
  }
}
