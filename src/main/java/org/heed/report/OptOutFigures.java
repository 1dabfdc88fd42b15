package org.heed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.heed.storage.Where;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What the opt-outs of a report come to. */
@Component
class OptOutFigures {
  private static final String PHONES =
      """
      select count(distinct v.phone), count(distinct nullif(v.person_id, 0)) from opt_out_row v
      where 1 = 1%s
      """;
  private static final String NEW =
      "select count(distinct v.phone) from opt_out_row v where " + Delta.NEW_OPT_OUTS + "%s";
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
   * The figures.
   *
   * @param added phones that are off since the last report; null: there was none
   * @param back phones that were on the last report and are on again; null: there was none
   */
  record Figures(long phones, long people, @Nullable Long added, @Nullable Long back) {}

  /**
   * Counts.
   *
   * @param since what happened since the last report
   */
  Figures count(Filters filters, Delta since) {
    Where optOuts = filters.newOptOuts();
    long[] counts =
        Objects.requireNonNull(
            jdbc.queryForObject(
                PHONES.formatted(optOuts.sql()),
                (row, n) -> new long[] {row.getLong(1), row.getLong(2)},
                optOuts.values().toArray()));
    boolean first = since.last() == null;
    return new Figures(
        counts[0],
        counts[1],
        first ? null : one(NEW, optOuts, since.after(), since.upTo()),
        first ? null : one(BACK, filters.events(), since.after(), since.after(), since.upTo()));
  }

  private long one(String sql, Where where, Object... marks) {
    List<Object> values = new ArrayList<>(List.of(marks));
    values.addAll(where.values());
    Long count = jdbc.queryForObject(sql.formatted(where.sql()), Long.class, values.toArray());
    return Objects.requireNonNull(count);
  }
}
