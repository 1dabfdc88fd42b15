package org.heed.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heed.chart.Chart;
import org.heed.chart.DelayChart;
import org.jspecify.annotations.Nullable;

/** What the opt-out delays come to (L5). */
final class DelaySummary {
  private final List<Long> seconds = new ArrayList<>();
  private long optOuts;
  private long texts;

  /**
   * Adds one opt-out.
   *
   * @param delay null: nobody knows when the person replied
   * @param between texts of other senders that went out in between
   */
  void add(@Nullable Duration delay, long between) {
    optOuts++;
    texts += between;
    if (delay != null) {
      seconds.add(Math.max(0, delay.toSeconds()));
    }
  }

  long optOuts() {
    return optOuts;
  }

  /** Texts of other senders that went out after a person's STOP and before Heed knew. */
  long texts() {
    return texts;
  }

  /** The same to look at. */
  Chart chart() {
    return DelayChart.of(optOuts, seconds);
  }

  /** The middle one, the lower of two; empty: none is known. */
  Optional<Duration> median() {
    Collections.sort(seconds);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds.get((seconds.size() - 1) / 2)));
  }

  Optional<Duration> worst() {
    return seconds.stream().max(Long::compare).map(Duration::ofSeconds);
  }
}
