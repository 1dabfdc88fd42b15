package org.heed.report;

import static org.heed.report.Column.number;
import static org.heed.report.Column.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.consent.ReviewList;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What an auditor asks of a period, in figures (E7): each is counted from what is stored. */
@Component
public class Compliance {
  static final Layout LAYOUT =
      new Layout(
          "compliance",
          List.of(text("section"), text("figure"), number("value"), text("unit"), text("note")));

  /** What somebody who opens nothing has to see. */
  static final Set<String> MAIN =
      Stream.of(
              "texts.taken",
              "no.median",
              "no.worst",
              "no.after",
              "refusals.texts",
              "refusals.overdue",
              "basis.without",
              "files.count")
          .map(key -> Phrases.of("compliance." + key))
          .collect(Collectors.toUnmodifiableSet());

  static final int LISTED = 100;
  private static final String TURNED_OFF =
      """
      select learned_from, count(distinct number) as phones from consent_event
      where sms_status = 'DISABLED' and recorded_at >= ? and recorded_at < ?
        and learned_from in ('STAFF', 'IMPORT') group by learned_from order by learned_from
      """;
  private static final String DECIDED =
      """
      select case when hold_state = 'CONFIRMED' then 'CONFIRMED' else 'DISMISSED' end as how,
        replied_at, dismissed_at from review
      where dismissed_at >= ? and dismissed_at < ? and staff is not null
      """;
  private static final String HELD =
      """
      select count(distinct review_id) from hold_fact
      where fact = 'HOLD' and recorded_at >= ? and recorded_at < ?
      """;
  private static final String TEXTS_HELD =
      """
      select count(distinct t.id) from (
        select a.id, h.review_id from hold_fact h join attempt a on a.destination = h.number
        where h.fact = 'HOLD' and a.attempted_at > h.recorded_at and %1$s
        union
        select a.id, h.review_id from hold_fact h join listing l on l.person_id = h.person_id
        join attempt a on a.destination = l.number
        where h.fact = 'HOLD' and a.attempted_at > h.recorded_at and %1$s) t
      """
          .formatted(
              """
              a.attempted_at >= ? and a.attempted_at < ? and %s
                and a.run_id <> 0
                and not exists (select 1 from hold_fact e where e.review_id = h.review_id
                  and e.fact <> 'HOLD' and e.recorded_at <= a.attempted_at)
              """
                  .formatted(Standing.BEGUN.byText().unindexed("a")));
  private static final String UNDOING =
      """
      select f.id, f.name, f.taken_at, count(*) as lines from (
        select file_id from rejected_row where undoes
        union all
        select file_id from left_out_cell where undoes
      ) r join import_file f on f.id = r.file_id
      where f.taken_at >= ? and f.taken_at < ?
      group by f.id, f.name, f.taken_at order by f.id
      """;

  private final JdbcTemplate jdbc;
  private final TextFigures texts;
  private final Noes noes;
  private final ReviewList reviews;
  private final ZoneId zone;

  Compliance(
      JdbcTemplate jdbc,
      TextFigures texts,
      Noes noes,
      ReviewList reviews,
      Institution institution) {
    this.jdbc = jdbc;
    this.texts = texts;
    this.noes = noes;
    this.reviews = reviews;
    this.zone = institution.zone();
  }

  /** Gives every figure of this time, in their order. */
  public void each(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    texts.counts(from, to, out);
    noes(from, to, out);
    refusals(from, to, out);
    texts.bases(from, to, out);
    files(from, to, out);
  }

  private void noes(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    Map<String, Long> learned = new LinkedHashMap<>();
    List<Long> lasts = new ArrayList<>();
    long[] counts = new long[3];
    noes.each(
        from,
        to,
        no -> {
          learned.merge(no.learnedFrom(), 1L, Long::sum);
          Instant said = no.saidAt();
          Instant last = no.lastTextAt();
          counts[0]++;
          counts[1] += said == null ? 1 : 0;
          counts[2] += no.after();
          if (said != null && last != null) {
            lasts.add(Duration.between(said, last).toSeconds());
          }
        });
    for (String from1 : List.of("REPLY", "GATEWAY_21610")) {
      out.accept(ComplianceFigure.of("out", from1, learned.getOrDefault(from1, 0L), "opt-outs"));
    }
    turnedOff(from, to, out);
    after(lasts, counts, out);
  }

  private void turnedOff(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    Map<String, Long> off = new LinkedHashMap<>();
    jdbc.query(
        TURNED_OFF,
        row -> {
          off.put(row.getString(1).strip(), row.getLong(2));
        },
        Times.utc(from),
        Times.utc(to));
    for (String by : List.of("STAFF", "IMPORT")) {
      out.accept(ComplianceFigure.of("out", by, off.getOrDefault(by, 0L), "phones"));
    }
  }

  /** What was texted after a no, and when it was last. */
  private static void after(List<Long> lasts, long[] counts, Consumer<ComplianceFigure> out) {
    Collections.sort(lasts);
    out.accept(ComplianceFigure.of("no", "texted", (long) lasts.size(), "opt-outs"));
    out.accept(ComplianceFigure.of("no", "median", median(lasts), ComplianceFigure.SECONDS));
    out.accept(
        ComplianceFigure.of(
            "no",
            "worst",
            lasts.isEmpty() ? null : lasts.get(lasts.size() - 1),
            ComplianceFigure.SECONDS));
    out.accept(ComplianceFigure.of("no", "unknown", counts[1], "opt-outs"));
    out.accept(ComplianceFigure.of("no", "after", counts[2], "texts"));
  }

  private void refusals(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    Map<String, List<Long>> taken = new LinkedHashMap<>();
    jdbc.query(
        DECIDED,
        row -> {
          taken
              .computeIfAbsent(row.getString("how").strip(), how -> new ArrayList<>())
              .add(
                  Duration.between(Times.at(row, "replied_at"), Times.at(row, "dismissed_at"))
                      .toSeconds());
        },
        Times.utc(from),
        Times.utc(to));
    for (String how : List.of("CONFIRMED", "DISMISSED")) {
      List<Long> times = taken.getOrDefault(how, new ArrayList<>());
      Collections.sort(times);
      out.accept(ComplianceFigure.of("refusals", how, (long) times.size(), "replies"));
      out.accept(
          ComplianceFigure.of(
              "refusals", how + ".median", median(times), ComplianceFigure.SECONDS));
      Long worst = times.isEmpty() ? null : times.get(times.size() - 1);
      out.accept(ComplianceFigure.of("refusals", how + ".worst", worst, ComplianceFigure.SECONDS));
    }
    out.accept(ComplianceFigure.of("refusals", "held", count(HELD, from, to), "replies"));
    Long during =
        jdbc.queryForObject(
            TEXTS_HELD, Long.class, Times.utc(from), Times.utc(to), Times.utc(from), Times.utc(to));
    out.accept(ComplianceFigure.of("refusals", "texts", during, "texts"));
    out.accept(ComplianceFigure.of("refusals", "overdue", reviews.overdue(), "replies"));
  }

  private void files(Instant from, Instant to, Consumer<ComplianceFigure> out) {
    List<ComplianceFigure> files = new ArrayList<>();
    long[] count = {0, 0};
    jdbc.query(
        UNDOING,
        row -> {
          count[0]++;
          count[1] += row.getLong("lines");
          if (files.size() < LISTED) {
            files.add(
                new ComplianceFigure(
                    ComplianceFigure.section("files"),
                    row.getString("name"),
                    row.getLong("lines"),
                    "rows",
                    Phrases.of(
                        "compliance.files.taken", Words.time(Times.at(row, "taken_at"), zone))));
          }
        },
        Times.utc(from),
        Times.utc(to));
    out.accept(ComplianceFigure.of("files", "count", count[0], "files"));
    out.accept(ComplianceFigure.of("files", "rows", count[1], "rows"));
    files.forEach(out);
  }

  private @Nullable Long count(String sql, Instant from, Instant to) {
    return jdbc.queryForObject(sql, Long.class, Times.utc(from), Times.utc(to));
  }

  /** The middle one, the lower of two; null: there is none. */
  private static @Nullable Long median(List<Long> sorted) {
    return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
  }
}
