package org.heed.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** What failed, by reason: the eight that were most frequent, and the others. */
@Component
class FailureChart {
  private static final int MOST = 8;

  /** What a mail server says of an email is about one person: it is no reason to group by. */
  private static final String TRIED =
      """
      select v.error_code, v.channel, min(v.error) as error, count(*) as failed
      %s group by v.error_code, v.channel
      """;

  private static final String NEVER_TRIED =
      """
      select cast(null as integer) as error_code, cast(null as varchar(5)) as channel, m.error,
        count(*) as failed
      %s group by m.error
      """;

  private final JdbcTemplate jdbc;

  FailureChart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Chart chart(Where where) {
    Map<String, Long> failed = new TreeMap<>();
    count(TRIED, Attempts.of(where, Standing.in(MessageStatus.FAILED)), failed);
    count(NEVER_TRIED, Attempts.never(where), failed);
    List<String> reasons = new ArrayList<>(failed.keySet());
    reasons.sort((one, other) -> Long.compare(times(failed, other), times(failed, one)));
    List<Long> counts = new ArrayList<>(reasons.stream().map(one -> times(failed, one)).toList());
    if (reasons.size() > MOST) {
      long others = counts.stream().skip(MOST).mapToLong(Long::longValue).sum();
      reasons.subList(MOST, reasons.size()).clear();
      counts.subList(MOST, counts.size()).clear();
      reasons.add(Phrases.of("chart.other"));
      counts.add(others);
    }
    return Bars.chart(
        Phrases.of("chart.failures"),
        Phrases.of("chart.reason"),
        reasons,
        List.of(new Chart.Series(Phrases.of("chart.failures.head"), counts)));
  }

  private static long times(Map<String, Long> failed, String reason) {
    return failed.getOrDefault(reason, 0L);
  }

  private void count(String sql, Attempts attempts, Map<String, Long> failed) {
    jdbc.query(
        sql.formatted(attempts.from()),
        (RowCallbackHandler)
            row ->
                failed.merge(
                    reason(
                        row.getString("channel"),
                        row.getString("error_code"),
                        row.getString("error")),
                    row.getLong("failed"),
                    Long::sum),
        attempts.values().toArray());
  }

  /** Code first; the field's words may end with it. */
  private static String reason(
      @Nullable String channel, @Nullable String code, @Nullable String error) {
    if (Channel.EMAIL.is(channel)) {
      return Phrases.of("chart.email.refused");
    }
    String words = error == null || error.isBlank() ? Phrases.of("chart.no.reason") : error;
    if (code == null) {
      return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
    return words.contains(code) ? words : code + " " + words;
  }
}
