package org.heed.chart;

import java.util.ArrayList;
import java.util.List;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.storage.Where;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Texts by sender, accepted and refused: the ten that sent most. */
@Component
class SenderChart {
  private static final String FAILED = Standing.in(MessageStatus.FAILED).of("v");
  private static final String TEXTS =
      """
      select %1$s as sender, (select s.name from sender s where s.number = %1$s) as name,
        sum(case when %3$s then 0 else 1 end) as accepted,
        sum(case when %3$s then 1 else 0 end) as refused
      %2$s and %4$s
      group by %1$s order by count(*) desc, %1$s fetch first 10 rows only
      """;

  private final JdbcTemplate jdbc;

  SenderChart(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Chart chart(Where where) {
    List<String> senders = new ArrayList<>();
    List<Long> accepted = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    Attempts attempts = Attempts.of(where, Standing.ENDED);
    jdbc.query(
        TEXTS.formatted(attempts.sender(), attempts.from(), FAILED, Standing.TEXT.of("v")),
        (RowCallbackHandler)
            row -> {
              senders.add(name(row.getString("name"), row.getString("sender")));
              accepted.add(row.getLong("accepted"));
              refused.add(row.getLong("refused"));
            },
        attempts.values().toArray());
    return Bars.chart(
        Phrases.of("chart.senders"),
        Phrases.of("chart.sender"),
        senders,
        List.of(
            new Chart.Series(Phrases.of("chart.accepted"), accepted),
            new Chart.Series(Phrases.of("chart.refused"), refused)));
  }

  private static String name(@Nullable String name, String number) {
    return name == null ? number : name;
  }
}
