package org.heed.page;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;

/** Message reports as pages, of as many rows as a test asks for; the same each time. */
@NullUnmarked
final class Sample {
  static final String REFUSED = "Attempt To Send To Unsubscribed Recipient 21610";
  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  static final Instant AS_OF = Instant.parse("2026-11-24T00:30:00Z");
  private static final List<String> COLUMNS =
      List.of(
          "message_id NUMBER",
          "campaign TEXT",
          "queued_at TIME",
          "attempted_at TIME",
          "sender PHONE",
          "sender_name TEXT",
          "student_id TEXT",
          "first_name TEXT",
          "last_name TEXT",
          "channel TEXT",
          "destination TEXT",
          "status TEXT",
          "error_code NUMBER",
          "error TEXT",
          "gateway_id TEXT",
          "segments NUMBER");
  private static final List<String> FIRST =
      List.of("Ana", "Ben", "Chloé", "Dmitri", "Émile", "Fatima");
  private static final List<String> LAST = List.of("Garcia", "Nguyễn", "O'Brien", "Okafor", "Ziel");

  /** A row as it is in the report. */
  record Row(List<Object> cells) {
    Object get(String column) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        if (COLUMNS.get(i).startsWith(column + " ")) {
          return cells.get(i);
        }
      }
      throw new IllegalArgumentException(column);
    }
  }

  final List<Row> rows = new ArrayList<>();
  private final Random random = new Random(21610);
  private int messages;

  /** Adds messages of every fate until there are so many rows. */
  Sample rows(int count) {
    while (rows.size() < count) {
      String first = FIRST.get(random.nextInt(FIRST.size()));
      String last = LAST.get(random.nextInt(LAST.size()));
      message(first, last, random.nextInt(12));
    }
    return this;
  }

  /** Adds one message; a fate of 0 is a refused text and its email. */
  Sample message(String first, String last, int fate) {
    int id = ++messages;
    boolean advising = random.nextBoolean();
    Instant queued = Instant.parse("2026-11-01T16:00:00Z").plusSeconds(id * 1733L);
    Instant at = queued.plusSeconds(3600L + random.nextInt(7200));
    String phone = "+1312555" + String.format("%04d", 100 + random.nextInt(100));
    String sid = "SM" + Long.toHexString(random.nextLong()) + Long.toHexString(id);
    switch (fate) {
      case 0 -> {
        add(id, queued, at, advising, first, last, "SMS", phone, "FAILED", 21610, REFUSED, sid, 1);
        String address = "s" + id + "@example.edu";
        add(
            id,
            queued,
            at.plusSeconds(95),
            advising,
            first,
            last,
            "EMAIL",
            address,
            "SENT",
            null,
            null,
            null,
            null);
      }
      case 1 ->
          add(
              id,
              queued,
              at,
              advising,
              first,
              last,
              "SMS",
              phone,
              "FAILED",
              30006,
              "Landline or unreachable carrier",
              sid,
              1);
      case 2 ->
          add(id, queued, null, advising, first, last, null, null, "HELD", null, null, null, null);
      case 3 ->
          add(
              id,
              queued,
              null,
              advising,
              first,
              last,
              null,
              null,
              "FAILED",
              null,
              "no phone that may be texted and no email address are listed",
              null,
              null);
      default ->
          add(
              id,
              queued,
              at,
              advising,
              first,
              last,
              "SMS",
              phone,
              fate < 8 ? "SENT" : "DELIVERED",
              null,
              null,
              sid,
              1 + fate % 2);
    }
    return this;
  }

  private void add(
      int id,
      Instant queued,
      Instant at,
      boolean advising,
      String first,
      String last,
      String channel,
      String destination,
      String status,
      Integer code,
      String error,
      String sid,
      Integer segments) {
    rows.add(
        new Row(
            Arrays.asList(
                (long) id,
                List.of("welcome", "fall-fees", "advising-week").get(id % 3),
                queued,
                at,
                advising ? "+12025550100" : "+12025550101",
                advising ? "Advising" : "Bursar",
                "S" + (1000 + id),
                first,
                last,
                channel,
                destination,
                status,
                code,
                error,
                sid,
                segments)));
  }

  long count(Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }

  static boolean refused(Row row) {
    return Integer.valueOf(21610).equals(row.get("error_code"));
  }

  Path write(Path folder) {
    Path target = folder.resolve("message-report-2026-11-23.html");
    try (PageFile page =
        new PageFile(target, about(Page.Kind.MESSAGES, "Message report", COLUMNS))) {
      rows.forEach(row -> page.row(row.cells().toArray()));
      page.finish();
    }
    return target;
  }

  static Page about(Page.Kind kind, String title, List<String> columns) {
    return new Page(
        kind,
        title,
        AS_OF,
        CHICAGO,
        "none",
        columns.stream()
            .map(column -> column.split(" ", -1))
            .map(parts -> new Page.Column(parts[0], parts[1]))
            .toList(),
        "message-report-2026-11-23.csv",
        List.of());
  }

  static Path page(Path folder, Page.Kind kind, List<String> columns, Object[]... rows) {
    Path target = folder.resolve(kind + ".html");
    try (PageFile page = new PageFile(target, about(kind, "A report", columns))) {
      Arrays.stream(rows).forEach(page::row);
      page.finish();
    }
    return target;
  }
}
