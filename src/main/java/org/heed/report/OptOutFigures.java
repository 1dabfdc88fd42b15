package org.heed.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.heed.report.ReportMail.Figure;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What the opt-outs of a report come to. */
@Component
class OptOutFigures {
  private static final String PHONES =
      """
      select count(distinct v.phone), count(distinct nullif(v.said_by, 0)),
        count(distinct nullif(v.person_id, 0))
      from opt_out_row v where 1 = 1%s
      """;
  private static final String NEW =
      "select count(distinct v.phone) from opt_out_row v where " + Delta.NEW_OPT_OUTS + "%s";
  private static final String LEARNED =
      """
      select v.learned_from, count(distinct v.phone) from opt_out_row v where 1 = 1%s
      group by v.learned_from order by v.learned_from
      """;
  private static final String BACK =
      """
      select count(distinct r.number) from reported_opt_out r
      join consent_event e on e.id = r.event_id
      where r.off_mark <= ? and r.back_mark > ? and r.back_mark <= ?%s
      """;

  private final JdbcTemplate jdbc;

  OptOutFigures(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The figures: totals of what is off, and what is new.
   *
   * @param said people who said so themselves
   * @param people people with a phone that is off, whoever said so
   * @param added phones that are off since the last report; null: there was none
   * @param back phones that were on the last report and are on again; null: there was none
   */
  record Figures(long phones, long said, long people, @Nullable Long added, @Nullable Long back) {

    /**
     * The same for a mail.
     *
     * @param last the day of the last report; null: there was none
     */
    void tell(List<Figure> told, @Nullable LocalDate last) {
      told.add(Figure.of(phones, "phones"));
      told.add(Figure.of(said, "said"));
      told.add(Figure.of(people, "people"));
      if (last != null && added != null && back != null) {
        told.add(
            new Figure(Words.count(added), Phrases.of("report.new.since.last", Words.date(last))));
        told.add(new Figure(Words.count(back), Phrases.of("report.back")));
      }
    }

    String words(boolean onlyNew) {
      return Words.count(phones, "opted-out phone")
          + (added == null || !onlyNew ? "" : Phrases.of("report.new", added));
    }
  }

  /**
   * Counts.
   *
   * @param since what happened since the last report
   */
  Figures count(Filters filters, Delta since) {
    Where optOuts = filters.optOuts();
    long[] counts =
        Objects.requireNonNull(
            jdbc.queryForObject(
                PHONES.formatted(optOuts.sql()),
                (row, n) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)},
                optOuts.values().toArray()));
    boolean first = since.last() == null;
    return new Figures(
        counts[0],
        counts[1],
        counts[2],
        first ? null : one(NEW, optOuts, since.after(), since.upTo()),
        first ? null : one(BACK, filters.events(), since.after(), since.after(), since.upTo()));
  }

  /**
   * The phones that are off and that an error code leaves out, with how that was learned, in words.
   *
   * @return empty: there are none
   */
  String leftOut(Filters filters, @Nullable String code) {
    Where others = filters.otherOptOuts();
    if (others == null) {
      return "";
    }
    Map<String, Long> left = new LinkedHashMap<>();
    jdbc.query(
        LEARNED.formatted(others.sql()),
        row -> {
          left.put(row.getString(1), row.getLong(2));
        },
        others.values().toArray());
    String learned =
        left.entrySet().stream()
            .map(
                one ->
                    Phrases.of(
                        "report.left.out.some",
                        Words.count(one.getValue()),
                        Phrases.of("report.learned." + one.getKey())))
            .collect(Collectors.joining(", "));
    long all = left.values().stream().mapToLong(Long::longValue).sum();
    return left.isEmpty()
        ? ""
        : Phrases.of("report.left.out", code, Words.count(all, "opted-out phone"), learned);
  }

  private long one(String sql, Where where, Object... marks) {
    List<Object> values = new ArrayList<>(List.of(marks));
    values.addAll(where.values());
    Long count = jdbc.queryForObject(sql.formatted(where.sql()), Long.class, values.toArray());
    return Objects.requireNonNull(count);
  }
}
