package org.heed.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.Institution;
import org.heed.chart.Chart;
import org.heed.chart.Charts;
import org.heed.chart.ReportCharts;
import org.heed.page.Figure;
import org.springframework.stereotype.Component;

/** The charts that go with each report. */
@Component
class Pictures {
  private final ReportCharts reports;
  private final DelayFile delayFile;
  private final Charts charts;
  private final Institution institution;

  Pictures(ReportCharts reports, DelayFile delayFile, Charts charts, Institution institution) {
    this.reports = reports;
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
    if (layout.equals(EventFile.LAYOUT)) {
      return List.of(learned(filters));
    }
    if (layout.equals(ReportFiles.OPT_OUTS)) {
      return List.of(learned(filters), delay(filters));
    }
    List<Chart> all = new ArrayList<>(messages(filters, now));
    all.addAll(List.of(learned(filters), delay(filters)));
    return all;
  }

  /** What was sent. */
  Chart sent(Filters filters, Instant now) {
    return messages(filters, now).get(0);
  }

  private List<Chart> messages(Filters filters, Instant now) {
    return reports.messages(filters.counted(), filters.from(), now, institution.zone());
  }

  /** Opt-outs per week, by how they were learned. */
  Chart learned(Filters filters) {
    return reports.learned(filters.delays(), institution.zone());
  }

  private Chart delay(Filters filters) {
    return delayFile.measure(filters.delays()).chart();
  }
}
