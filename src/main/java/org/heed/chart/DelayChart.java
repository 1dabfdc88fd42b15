package org.heed.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heed.words.Phrases;

/** How long it took from a STOP until Heed knew (L5). */
public final class DelayChart {
  private static final List<Duration> ENDS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofSeconds(Long.MAX_VALUE));

  private DelayChart() {}

  /**
   * The chart.
   *
   * @param seconds of the delays that are known
   */
  public static Chart of(long optOuts, List<Long> seconds) {
    List<Long> counts = new ArrayList<>();
    long told = 0;
    for (Duration end : ENDS) {
      long before = seconds.stream().filter(one -> one < end.toSeconds()).count();
      counts.add(before - told);
      told = before;
    }
    boolean unknown = optOuts > told;
    if (unknown) {
      counts.add(optOuts - told);
    }
    List<String> names = Phrases.list("chart.delay.names");
    return Bars.chart(
        Phrases.of("chart.delay"),
        Phrases.of("chart.delay.head"),
        unknown ? names : names.subList(0, ENDS.size()),
        List.of(new Chart.Series(Phrases.of("chart.opt.outs"), counts)));
  }
}
