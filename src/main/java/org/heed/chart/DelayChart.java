package org.heed.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
  private static final List<String> NAMES =
      List.of(
          "Under 1 hour",
          "1 to 6 hours",
          "6 to 24 hours",
          "1 to 3 days",
          "3 to 7 days",
          "7 days or more",
          "Not known: no STOP in the gateway's log");

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
    return Bars.chart(
        "Opt-out delay, from STOP to knowing it",
        "Delay",
        unknown ? NAMES : NAMES.subList(0, ENDS.size()),
        List.of(new Chart.Series("Opt-outs", counts)));
  }
}
