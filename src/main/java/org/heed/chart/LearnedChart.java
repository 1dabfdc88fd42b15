package org.heed.chart;

import java.time.ZoneId;
import java.util.List;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Opt-outs per week, by how they were learned: the last 26 weeks. */
@Component
class LearnedChart {
  private static final int WEEKS = 26;
  private static final List<String> SOURCES = List.of("GATEWAY_21610", "REPLY", "STAFF", "IMPORT");

  /** One opt-out covers all phones of a person (O1): that which it was said from is counted. */
  private static final String LEARNED =
      """
      select learned_from, %s, count(*) as learned from consent_event
      where sms_status = 'DISABLED' and (said_from is null or said_from = number)%s
      group by learned_from, %s
      """;

  private final JdbcTemplate jdbc;

  LearnedChart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The chart.
   *
   * @param where on consent_event
   */
  Chart chart(Where where, ZoneId zone) {
    Timeline learned = new Timeline(zone, true, WEEKS, Phrases.list("chart.learned.names"));
    jdbc.query(
        LEARNED.formatted(
            Timeline.columns("recorded_at"), where.sql(), Timeline.groups("recorded_at")),
        (RowCallbackHandler)
            row ->
                learned.add(
                    row, SOURCES.indexOf(row.getString("learned_from")), row.getLong("learned")),
        where.values().toArray());
    return learned.chart(Phrases.of("chart.learned"), Phrases.of("chart.week"));
  }
}
