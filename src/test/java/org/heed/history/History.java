package org.heed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heed.Ran;
import org.heed.Town;
import org.heed.gateway.Middleman.Fate;
import org.heed.history.HistoryRows.Line;
import org.heed.pause.Cancellations;
import org.heed.pause.Cancelled;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some days of an office: files dropped, corrected, saved again, cancelled; and what came of it.
 */
@NullUnmarked
final class History {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> OUTCOMES =
      Set.of("texted", "emailed", "failed", "unknown", "cancelled", "rejected");

  static final Set<String> REPEATED =
      Set.of(
          "the same content was taken",
          "not queued again",
          "rows have mistakes",
          "1 campaign cancelled");

  /** A table that is dropped in one way or another. */
  private record Sheet(String name, List<Line> lines, boolean corrected) {}

  /** A dropped file as the import answers for it; its rows stand below some lines. */
  private record Taken(
      String file, String state, long rows, long accepted, long rejected, String movedTo) {}

  private record Dropped(int above, int rows) {}

  private final Town town;
  private final Path home;
  private final int number;
  private final Random random;
  private final HistoryRows rows;
  private final List<Sheet> sheets = new ArrayList<>();
  private final Map<String, Dropped> waiting = new HashMap<>();
  private final Map<Taken, Dropped> taken = new HashMap<>();
  private final Map<String, Cancelled> cancelled = new HashMap<>();
  private final List<String> told = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int files;

  History(Town town, Path home, int number, long seed) {
    this.town = town;
    this.home = home;
    this.number = number;
    random = new Random(seed);
    rows = new HistoryRows(random, number);
  }

  /** What rows came to, and what was done to files. */
  Set<String> seen() {
    return seen;
  }

  /** What was done, step by step. */
  List<String> told() {
    return told;
  }

  void play() throws IOException {
    town.heed.drop("people-h" + number + ".csv", rows.people().toArray(String[]::new));
    drop(sheet("fall", rows.lines(3 + random.nextInt(12))));
    takeIn();
    int steps = 6 + random.nextInt(8);
    for (int i = 0; i < steps; i++) {
      step();
    }
    for (int i = 0; i < 2; i++) {
      town.clock.advance(Duration.ofMinutes(61));
      town.gateway.rest();
      night();
    }
    check();
  }

  private void step() {
    Sheet one = sheets.get(random.nextInt(sheets.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> drop(sheet("list", rows.lines(2 + random.nextInt(9))));
      case 2, 3 -> drop(one);
      case 4, 5 -> drop(keep(new Sheet(one.name(), one.lines(), true)));
      case 6 -> drop(changed(one));
      case 7 -> cancelByFile();
      case 8 -> campaign().ifPresent(this::cancel);
      case 9 -> cancelDuringNight();
      case 10 -> {
        String phone = random.nextInt(4) == 0 ? rows.shared() : rows.mobile(random.nextInt(9));
        town.sandbox.reply(
            phone,
            random.nextBoolean() ? ADVISING : BURSAR,
            random.nextInt(3) == 0 ? "START" : "STOP");
        town.clock.advance(Duration.ofMinutes(2));
      }
      default -> {
        town.gateway.fate(
            text ->
                switch (random.nextInt(20)) {
                  case 0 -> Fate.LOSE_ANSWER;
                  case 1 -> Fate.LOSE_REQUEST;
                  default -> Fate.PASS;
                });
        night();
        town.gateway.rest();
      }
    }
  }

  private Sheet sheet(String name, List<Line> lines) {
    return keep(new Sheet(name + ++files, lines, random.nextInt(3) == 0));
  }

  private Sheet keep(Sheet sheet) {
    sheets.add(sheet);
    return sheet;
  }

  /** A row more or less, or the rows in another order. */
  private Sheet changed(Sheet sheet) {
    List<Line> lines = new ArrayList<>(sheet.lines());
    if (random.nextBoolean()) {
      lines.add(random.nextInt(lines.size() + 1), rows.line());
    } else if (lines.size() > 1) {
      lines.remove(random.nextInt(lines.size()));
    }
    Collections.shuffle(lines, random);
    return keep(new Sheet(sheet.name(), lines, sheet.corrected()));
  }

  private void drop(Sheet sheet) {
    List<SavedTable> ways = List.of(SavedTable.values());
    SavedTable as = ways.get(random.nextInt(ways.size()));
    List<List<String>> table = new ArrayList<>(List.of(HistoryRows.HEADER));
    sheet.lines().forEach(line -> table.add(sheet.corrected() ? line.right() : line.wrong()));
    String copy = random.nextInt(3) == 0 ? " (" + ++files + ")" : "";
    String name = "h" + number + "-" + sheet.name() + copy + as.ending();
    town.heed.drop(name, as.bytes(table));
    waiting.put(name, new Dropped(as.above(), sheet.lines().size()));
    told.add("dropped " + name + " as " + as + (sheet.corrected() ? ", right: " : ": ") + table);
    if (random.nextInt(3) > 0) {
      takeIn();
    }
  }

  private void takeIn() {
    Ran result = town.heed.run("import");
    told.addAll(result.lines());
    REPEATED.stream().filter(result.lines().toString()::contains).forEach(seen::add);
    for (Object one : (List<?>) result.summary().get("files")) {
      Map<?, ?> file = (Map<?, ?>) one;
      Dropped dropped = waiting.remove(String.valueOf(file.get("file")));
      if (dropped != null) {
        taken.put(
            new Taken(
                String.valueOf(file.get("file")),
                String.valueOf(file.get("state")),
                (long) file.get("rows"),
                (long) file.get("accepted"),
                (long) file.get("rejected"),
                Path.of(String.valueOf(file.get("moved_to"))).getFileName().toString()),
            dropped);
      }
    }
  }

  private void night() {
    takeIn();
    Ran night = town.heed.run("nightly");
    told.add("night: " + night.counted() + night.problem());
  }

  private java.util.Optional<String> campaign() {
    List<String> names =
        town.heed.jdbc.queryForList(
            """
            select c.name from campaign c where c.name like ? and c.accepted_at is not null
              and not exists (select 1 from cancellation d where d.campaign_id = c.id) order by c.id
            """,
            String.class,
            "h" + number + "-%");
    return names.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(names.get(random.nextInt(names.size())));
  }

  private void cancel(String campaign) {
    Cancelled ended =
        town.heed.bean(Cancellations.class).cancel(campaign, "Kim", "the date is wrong");
    cancelled.put(campaign, ended);
    told.add("cancelled " + ended.line());
  }

  private void cancelByFile() {
    campaign()
        .ifPresent(
            name -> {
              town.heed.drop("stop" + ++files + ".csv", "cancel,reason", "\"" + name + "\",wrong");
              told.add("dropped a cancellation of " + name);
            });
  }

  /** At some text of the night, while it is on its way. */
  private void cancelDuringNight() {
    takeIn();
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(6));
    campaign()
        .ifPresent(
            name ->
                town.gateway.fate(
                    text -> {
                      if (left.decrementAndGet() == 0) {
                        cancel(name);
                        seen.add("cancelled during a night");
                      }
                      return Fate.PASS;
                    }));
    night();
    town.gateway.rest();
  }

  private void check() throws IOException {
    Set<String> ended = new HashSet<>();
    for (Map.Entry<Taken, Dropped> one : taken.entrySet()) {
      Taken file = one.getKey();
      List<Long> lines =
          LongStream.rangeClosed(1, one.getValue().rows())
              .mapToObj(line -> line + 1 + one.getValue().above())
              .toList();
      if (file.state().equals("REJECTED")) {
        assertThat(file.accepted()).as(file.file()).isZero();
        assertThat(campaigns(file)).as(file.file()).isEmpty();
      } else if (file.rows() > 0) {
        assertThat(file.rows()).as(file.file()).isEqualTo(lines.size());
        assertThat(file.accepted() + file.rejected()).as(file.file()).isEqualTo(file.rows());
        String name = campaigns(file).get(0);
        outcomes(file, name, lines);
        ended.add(name);
      }
    }
    assertThat(ended).containsAll(cancelled.keySet());
    texts();
  }

  private List<String> campaigns(Taken file) {
    return town.heed.jdbc.queryForList(
        """
        select c.name from campaign c join import_file f on f.id = c.file_id
        where f.moved_as = ? and f.state = ?
        """,
        String.class,
        file.movedTo(),
        file.state());
  }

  /** Every row of the file has one outcome. */
  private void outcomes(Taken file, String name, List<Long> lines) throws IOException {
    Path written = home.resolve("reports/campaign-" + name + ".csv");
    if (file.accepted() == 0) {
      Path receipt = home.resolve("done/" + file.movedTo() + ".receipt.csv");
      assertThat(records(receipt).map(row -> Long.valueOf(row.get("line"))))
          .as(file.file())
          .containsExactlyElementsOf(lines);
      return;
    }
    List<CSVRecord> rows = records(written).toList();
    assertThat(rows.stream().map(row -> Long.valueOf(row.get("line"))))
        .as(name)
        .containsExactlyElementsOf(lines);
    Map<String, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(row -> row.get("outcome"), Collectors.counting()));
    assertThat(OUTCOMES).as(name).containsAll(counts.keySet());
    seen.addAll(counts.keySet());
    assertThat(counts.getOrDefault("rejected", 0L)).as(name).isEqualTo(file.rejected());
    Cancelled end = cancelled.get(name);
    if (end != null) {
      assertThat(counts.getOrDefault("cancelled", 0L))
          .as("cancelled of " + name)
          .isBetween(end.cancelled(), end.cancelled() + end.underWay());
      assertThat(counts.getOrDefault("texted", 0L) + counts.getOrDefault("emailed", 0L))
          .as("sent of " + name)
          .isBetween(end.texted() + end.emailed(), end.texted() + end.emailed() + end.underWay());
    }
  }

  private static Stream<CSVRecord> records(Path file) throws IOException {
    try (CSVParser rows =
        CSVParser.parse(
            Files.readString(file).substring(1), CSVFormat.RFC4180.builder().setHeader().get())) {
      return rows.getRecords().stream();
    }
  }

  /** Nobody is texted the same words by the same sender twice. */
  private void texts() throws IOException {
    Map<String, Integer> sent = new HashMap<>();
    try (Stream<String> lines = Files.lines(home.resolve("gateway/gateway.jsonl"))) {
      lines
          .map(JSON::readTree)
          .filter(text -> text.path("kind").asString().equals("OUTBOUND_API"))
          .filter(text -> text.path("errorCode").isNull() || text.path("errorCode").isMissingNode())
          .filter(text -> text.path("body").asString().contains("h" + number))
          .forEach(text -> sent.merge(key(text), 1, Integer::sum));
    }
    sent.forEach(
        (key, times) ->
            assertThat(times).as(key).isLessThanOrEqualTo(key.contains(rows.shared()) ? 2 : 1));
    assertThat(
            town.heed.jdbc.queryForList(
                """
                select p.student_id || ' ' || m.sender || ' ' || m.body from message m
                join person p on p.id = m.person_id join attempt a on a.message_id = m.id
                where a.channel = 'SMS' and a.status in ('SENT', 'DELIVERED')
                  and p.student_id like ?
                """,
                String.class,
                "H" + number + "P%"))
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC))
        .doesNotHaveDuplicates();
  }

  private static String key(JsonNode text) {
    String words = text.path("body").asString().replaceAll("\\s*Reply STOP to opt out$", "");
    return text.path("to").asString()
        + " "
        + text.path("from").asString()
        + " "
        + Normalizer.normalize(words, Normalizer.Form.NFC);
  }
}
