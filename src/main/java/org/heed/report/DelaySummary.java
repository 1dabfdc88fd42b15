package org.heed.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heed.chart.Chart;
import org.heed.chart.DelayChart;
import org.heed.report.ReportMail.Figure;
import org.heed.words.Phrases;
import org.heed.words.Words;
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

  /** The same in figures and words. */
  void tell(List<Figure> told, List<String> lines) {
    told.add(Figure.of(optOuts, "opt.outs"));
    Duration median = median().orElse(null);
    if (median == null) {
      lines.add(Phrases.of("delay.nobody"));
      return;
    }
    Duration worst = worst().orElse(median);
    lines.add(
        Phrases.of(
            "delay.line",
            Words.count(median.toMinutes(), "minute"),
            Words.count(worst.toMinutes(), "minute"),
            Words.count(texts, "text")));
    told.add(new Figure(Words.count(median.toMinutes(), "minute"), Phrases.of("delay.median")));
    told.add(new Figure(Words.count(worst.toMinutes(), "minute"), Phrases.of("delay.longest")));
    told.add(new Figure(Words.count(texts), Phrases.of("delay.texts")));
  }

  ReportResult.Delays result(String file) {
    return new ReportResult.Delays(
        file,
        optOuts,
        texts,
        median().map(Duration::toMinutes).orElse(null),
        worst().map(Duration::toMinutes).orElse(null));
  }

  /** The same to look at. */
  Chart chart() {
    return DelayChart.of(optOuts, seconds);
  }

  /** The middle one, the lower of two; empty: none is known. */
  private Optional<Duration> median() {
    Collections.sort(seconds);
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds.get((seconds.size() - 1) / 2)));
  }

  private Optional<Duration> worst() {
    return seconds.stream().max(Long::compare).map(Duration::ofSeconds);
  }
}
