package org.heed.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.Institution;
import org.heed.chart.Chart;
import org.heed.chart.Charts;
import org.heed.page.Figure;
import org.springframework.stereotype.Component;

/** The charts that go with each report. */
@Component
class Pictures {
  private final SentChart sent;
  private final LearnedChart learned;
  private final FailureChart failures;
  private final SenderChart senders;
  private final DelayFile delayFile;
  private final Charts charts;
  private final Institution institution;

  Pictures(
      SentChart sent,
      LearnedChart learned,
      FailureChart failures,
      SenderChart senders,
      DelayFile delayFile,
      Charts charts,
      Institution institution) {
    this.sent = sent;
    this.learned = learned;
    this.failures = failures;
    this.senders = senders;
    this.delayFile = delayFile;
    this.charts = charts;
    this.institution = institution;
  }

  /** The pictures of a report's page. */
  List<Figure> page(Layout layout, Filters filters, Instant now) {
    List<Figure> figures = new ArrayList<>();
    for (Chart chart : of(layout, filters, now)) {
      figures.add(
          new Figure(
              chart.title(),
              chart.description(),
              charts.svg(chart, "figure" + figures.size()).orElse(""),
              chart.heads(),
              chart.rows()));
    }
    return figures;
  }

  List<Chart> of(Layout layout, Filters filters, Instant now) {
    if (layout.equals(DelayFile.LAYOUT)) {
      return List.of(delay(filters));
    }
    if (layout.equals(ReportFiles.OPT_OUTS)) {
      return List.of(learned(filters), delay(filters));
    }
    Filters.Where where = filters.counted();
    return List.of(
        sent.chart(where, filters.from(), now, institution.zone()),
        failures.chart(where),
        senders.chart(where),
        learned(filters),
        delay(filters));
  }

  /** Opt-outs per week, by how they were learned. */
  Chart learned(Filters filters) {
    return learned.chart(filters.delays(), institution.zone());
  }

  private Chart delay(Filters filters) {
    return DelayChart.of(delayFile.measure(filters.delays()));
  }
}
