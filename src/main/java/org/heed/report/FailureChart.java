package org.heed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.chart.Chart;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** What failed, by reason: the eight that were most frequent, and the others. */
@Component
class FailureChart {
  private static final int MOST = 8;

  /** What a mail server says of an email is about one person, and not grouped by. */
  private static final String FAILED =
      """
      select error_code, because, count(*) as failed, min(error) as error from (
        select v.error_code, v.error,
          case when v.channel = 'EMAIL' then 'The email was refused'
            when v.error_code is null then v.error end as because
        from message_report_row v where v.status = 'FAILED'%s) g
      group by error_code, because order by count(*) desc, coalesce(error_code, 0), coalesce(because, '')
      """;

  private final JdbcTemplate jdbc;

  FailureChart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Chart chart(Filters.Where where) {
    List<String> reasons = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    jdbc.query(
        FAILED.formatted(where.sql()),
        (RowCallbackHandler)
            row -> {
              long failed = row.getLong("failed");
              if (reasons.size() < MOST) {
                reasons.add(
                    reason(
                        row.getString("because"),
                        row.getString("error_code"),
                        row.getString("error")));
                counts.add(failed);
              } else if (reasons.size() == MOST) {
                reasons.add("Other");
                counts.add(failed);
              } else {
                counts.set(MOST, counts.get(MOST) + failed);
              }
            },
        where.values().toArray());
    return Bars.chart(
        "Failures by reason", "Reason", reasons, List.of(new Chart.Series("Failures", counts)));
  }

  /** Code first; the field's words may end with it. */
  private static String reason(
      @Nullable String because, @Nullable String code, @Nullable String error) {
    if (code == null) {
      String words = because == null ? "No reason was given" : because;
      return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
    String words = error == null ? "" : error;
    return words.endsWith(code) || words.startsWith(code) ? words : (code + " " + words).strip();
  }
}
