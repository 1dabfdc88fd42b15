package org.heed.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What an auditor asks about the texts of a period (E7). */
@Component
class TextFigures {
  private static final String TEXTS =
      """
      select status, case when basis_by is null then 0 else 1 end as based, count(*) as texts
      from attempt where attempted_at >= ? and attempted_at < ? and %s
      group by status, case when basis_by is null then 0 else 1 end
      """
          .formatted(Standing.BEGUN.byText().of(""));
  private static final String RULES =
      "select required, since from basis_rule where since < ? order by id";
  private static final String WITHOUT =
      """
      select a.destination, count(*) as texts from attempt a
      where a.attempted_at >= ? and a.attempted_at < ?
        and %s and a.run_id <> 0 and a.basis_by is null
      group by a.destination order by a.destination fetch first 101 rows only
      """
          .formatted(Standing.BEGUN.byText().of("a"));

  private final JdbcTemplate jdbc;
  private final ZoneId zone;

  TextFigures(JdbcTemplate jdbc, Institution institution) {
    this.jdbc = jdbc;
    this.zone = institution.zone();
  }

  /** What became of them. */
  void counts(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.query(
        TEXTS,
        row -> {
          MessageStatus status = MessageStatus.valueOf(row.getString("status").strip());
          long texts = row.getLong("texts");
          counts.merge(
              status.isTaken() ? "taken" : status == MessageStatus.FAILED ? "failed" : "open",
              texts,
              Long::sum);
          if (status == MessageStatus.DELIVERED) {
            counts.merge("delivered", texts, Long::sum);
          }
        },
        Times.utc(from),
        Times.utc(to));
    for (String key : List.of("taken", "delivered", "failed", "open")) {
      out.accept(ComplianceFigure.of("texts", key, counts.getOrDefault(key, 0L), "texts"));
    }
  }

  /** On what they rested (E4), and which phones got some that rested on nothing. */
  void bases(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    long[] texts = new long[2];
    jdbc.query(
        TEXTS,
        row -> {
          texts[row.getInt("based")] += row.getLong("texts");
        },
        Times.utc(from),
        Times.utc(to));
    out.accept(ComplianceFigure.of("basis", "with", texts[1], "texts"));
    out.accept(ComplianceFigure.of("basis", "without", texts[0], "texts"));
    List<Instant> required = new ArrayList<>();
    jdbc.query(
        RULES,
        row -> {
          required.clear();
          if (row.getBoolean("required")) {
            required.add(Times.at(row, "since"));
          }
        },
        Times.utc(to));
    if (required.isEmpty()) {
      out.accept(ComplianceFigure.of("basis", "not.required", null, ""));
      return;
    }
    Instant since = required.get(0).isAfter(from) ? required.get(0) : from;
    out.accept(
        new ComplianceFigure(
            ComplianceFigure.section("basis"),
            Phrases.of("compliance.basis.required"),
            null,
            "",
            Phrases.of("compliance.basis.required.note", Words.time(since, zone))));
    without(since, to, out);
  }

  private void without(Instant since, Instant to, Consumer<ComplianceFigure> out) {
    List<ComplianceFigure> phones = new ArrayList<>();
    jdbc.query(
        WITHOUT,
        row -> {
          phones.add(
              new ComplianceFigure(
                  ComplianceFigure.section("basis"),
                  row.getString(1),
                  row.getLong(2),
                  "texts",
                  ""));
        },
        Times.utc(since),
        Times.utc(to));
    phones.stream().limit(Compliance.LISTED).forEach(out);
    if (phones.size() > Compliance.LISTED) {
      out.accept(ComplianceFigure.of("basis", "more", null, ""));
    }
  }
}
