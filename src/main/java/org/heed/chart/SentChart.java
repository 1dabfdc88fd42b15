package org.heed.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.heed.queue.Channel;
import org.heed.queue.Standing;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * What was sent by text and by email: the last 30 nights, or of a longer period asked for, weeks.
 */
@Component
class SentChart {
  private static final int NIGHTS = 30;
  private static final int WEEKS = 53;
  private static final String SENT =
      "select v.channel, %s, count(*) as sent %s group by v.channel, %s";

  private final JdbcTemplate jdbc;

  SentChart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The chart.
   *
   * @param from when what is asked for begins; the past when nothing was said of it
   */
  Chart chart(Where where, Instant from, Instant now, ZoneId zone) {
    boolean weekly =
        from.isAfter(Instant.EPOCH) && from.isBefore(now.minus(NIGHTS, ChronoUnit.DAYS));
    Timeline sent =
        new Timeline(zone, weekly, weekly ? WEEKS : NIGHTS, Phrases.list("chart.channels"));
    Attempts attempts = Attempts.of(where, Standing.TAKEN);
    jdbc.query(
        SENT.formatted(
            Timeline.columns("v.attempted_at"), attempts.from(), Timeline.groups("v.attempted_at")),
        (RowCallbackHandler)
            row ->
                sent.add(
                    row, Channel.SMS.is(row.getString("channel")) ? 0 : 1, row.getLong("sent")),
        attempts.values().toArray());
    return weekly
        ? sent.chart(Phrases.of("chart.sent.week"), Phrases.of("chart.week"))
        : sent.chart(Phrases.of("chart.sent.night"), Phrases.of("chart.night"));
  }
}
