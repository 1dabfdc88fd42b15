package org.heed.consent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Judges one consent file, group by group, as if its rows were recorded; nothing is stored. */
final class ConsentTrial implements ConsentFiles {
  // After every event there is, before every one a rule is just judging.
  private static final long LATER = Long.MAX_VALUE / 4;

  private final LedgerTable table;
  private final ZoneId zone;
  private final Clock clock;
  private final Map<PhoneNumber, List<ConsentEvent>> kept = new HashMap<>();
  private long next = LATER;

  ConsentTrial(LedgerTable table, ZoneId zone, Clock clock) {
    this.table = table;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public List<@Nullable String> judge(List<FileRow> rows) {
    return ConsentLedger.judged(rows, rule(rows, clock.instant()));
  }

  @Override
  public List<Result> record(List<FileRow> rows, Instant takenAt) {
    FileRule rule = rule(rows, takenAt);
    List<Result> results = ConsentLedger.results(rows, rule);
    for (Entry entry : rule.taken()) {
      kept.computeIfAbsent(entry.number(), number -> new ArrayList<>(1))
          .add(
              new ConsentEvent(
                  next++,
                  entry.number(),
                  entry.status(),
                  entry.occurredAt(),
                  null,
                  entry.here(),
                  entry.override(),
                  entry.learnedFrom(),
                  null,
                  null,
                  ""));
    }
    return results;
  }

  private FileRule rule(List<FileRow> rows, Instant takenAt) {
    Map<PhoneNumber, List<ConsentEvent>> events =
        table.events(rows.stream().map(FileRow::phone).toList());
    for (FileRow row : rows) {
      List<ConsentEvent> before = kept.get(row.phone());
      if (before != null) {
        List<ConsentEvent> all = events.computeIfAbsent(row.phone(), number -> new ArrayList<>());
        before.stream().filter(event -> !all.contains(event)).forEach(all::add);
      }
    }
    return new FileRule(events, takenAt, zone);
  }
}
