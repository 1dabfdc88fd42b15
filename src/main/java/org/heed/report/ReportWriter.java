package org.heed.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.Institution;
import org.heed.chart.Chart;
import org.heed.report.ReportMail.Figure;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the files of one run, and what they come to. */
@Component
class ReportWriter {
  private final ReportFiles files;
  private final DelayFile delayFile;
  private final EventFile eventFile;
  private final Compliance compliance;
  private final OptOutFigures figures;
  private final News news;
  private final Pictures pictures;
  private final Institution institution;

  ReportWriter(
      ReportFiles files,
      DelayFile delayFile,
      EventFile eventFile,
      Compliance compliance,
      OptOutFigures figures,
      News news,
      Pictures pictures,
      Institution institution) {
    this.files = files;
    this.delayFile = delayFile;
    this.eventFile = eventFile;
    this.compliance = compliance;
    this.figures = figures;
    this.news = news;
    this.pictures = pictures;
    this.institution = institution;
  }

  /**
   * Writes.
   *
   * @param now what is committed after it is the next run's
   */
  Extract write(Request request, Path folder, Instant now) {
    return new Writing(request, folder, now, news.since(request)).write();
  }

  /** One run's files. */
  private final class Writing {
    private final Request request;
    private final Delta since;
    private final Filters filters;
    private final Instant now;
    private final Sheets sheets;
    private final List<Figure> told = new ArrayList<>();
    private final String leftOut;

    Writing(Request request, Path folder, Instant now, Delta since) {
      this.request = request;
      this.now = now;
      this.since = since;
      this.filters = news.filters(request, now, since);
      this.leftOut =
          request.parts().contains(Part.OPT_OUTS)
              ? figures.leftOut(filters, request.parameters().get("error-code"))
              : "";
      this.sheets =
          new Sheets(request, folder, since, filters, now, institution.zone(), leftOut, pictures);
    }

    Extract write() {
      if (request.isDelta()) {
        sheets.lines().add("since " + sheets.sinceWords());
      }
      Part alone = request.part();
      return alone == null
          ? both()
          : switch (alone) {
            case MESSAGES -> messagesAlone();
            case OPT_OUTS -> optOutsAlone();
            case DELAY -> delay();
            case CONSENT_EVENTS -> consentEvents();
            case COMPLIANCE -> compliance();
          };
    }

    private Extract both() {
      ReportResult.Messages messages = messages();
      Sheets.Table table = optOuts();
      OptOutFigures.Figures counted = tellOptOuts();
      long messageRows = messages.messageReportRows();
      tellMessages(messageRows);
      String subject =
          Phrases.of(
              "report.both.subject",
              filters.period(),
              counted.words(request.isDelta()),
              Words.count(messageRows, "message row"));
      return extract(
          new ReportResult.Both(messages, result(table, counted)),
          subject,
          Phrases.of("report.both"),
          pictures.learned(filters));
    }

    private Extract messagesAlone() {
      ReportResult.Messages messages = messages();
      long rows = messages.messageReportRows();
      tellMessages(rows);
      return extract(
          messages,
          Phrases.of("report.messages.subject", filters.period(), Words.count(rows, "message row")),
          ReportFiles.MESSAGES.title(),
          pictures.sent(filters, now));
    }

    private Extract optOutsAlone() {
      Sheets.Table table = optOuts();
      OptOutFigures.Figures counted = tellOptOuts();
      return extract(
          result(table, counted),
          Phrases.of("report.opt.outs.subject", filters.period(), counted.words(request.isDelta())),
          ReportFiles.OPT_OUTS.title(),
          pictures.learned(filters));
    }

    private Extract consentEvents() {
      EventCounts counts;
      Sheets.Table table;
      try (Copies copies = sheets.copies(EventFile.LAYOUT)) {
        counts = eventFile.write(copies, filters);
        table = sheets.finished(EventFile.LAYOUT, copies);
      }
      told.addAll(counts.figures());
      return extract(
          counts.result(table.file(), table.rows()),
          counts.subject(filters.period()),
          EventFile.LAYOUT.title(),
          pictures.learned(filters));
    }

    private Extract compliance() {
      Sheets.Table table;
      try (Copies copies =
          sheets.copies(Compliance.LAYOUT, sheets.about(Compliance.LAYOUT.title()).of(days()))) {
        compliance.each(
            filters.from(),
            filters.end(),
            one -> {
              copies.row(one.section(), one.name(), one.value(), one.unit(), one.note());
              if (Compliance.MAIN.contains(one.name())) {
                told.add(new ReportMail.Figure(one.words(), one.name()));
              }
            });
        table = sheets.finished(Compliance.LAYOUT, copies);
      }
      return extract(
          new ReportResult.Figures(table.file(), table.rows()),
          Phrases.of("report.compliance.subject", filters.period()),
          Compliance.LAYOUT.title(),
          null);
    }

    private String days() {
      return filters.from().equals(Instant.EPOCH)
          ? Phrases.of("compliance.all", filters.period())
          : filters.period();
    }

    private ReportResult.Messages messages() {
      Layout layout = files.messages();
      try (Copies copies = sheets.copies(layout)) {
        files.messages(layout, copies, filters.messages(), request.isDelta() ? since : null);
        Sheets.Table table = sheets.finished(layout, copies);
        return new ReportResult.Messages(table.file(), table.rows());
      }
    }

    private Sheets.Table optOuts() {
      Sheets.Table table;
      try (Copies copies = sheets.copies(ReportFiles.OPT_OUTS)) {
        files.optOuts(copies, filters.optOuts(), request.isDelta() ? since : null);
        table = sheets.finished(ReportFiles.OPT_OUTS, copies);
      }
      if (!leftOut.isEmpty()) {
        sheets.lines().add(leftOut);
      }
      return table;
    }

    private static ReportResult.OptOuts result(Sheets.Table table, OptOutFigures.Figures counted) {
      return new ReportResult.OptOuts(table.file(), table.rows(), counted.added(), counted.back());
    }

    private OptOutFigures.Figures tellOptOuts() {
      OptOutFigures.Figures counted = figures.count(filters, since);
      Instant last = since.last();
      counted.tell(told, last == null ? null : filters.day(last));
      return counted;
    }

    private void tellMessages(long rows) {
      told.add(Figure.of(rows, request.isDelta() ? "rows.new" : "rows"));
    }

    private Extract delay() {
      DelaySummary delays;
      Sheets.Table table;
      try (Copies copies = sheets.copies(DelayFile.LAYOUT)) {
        delays = delayFile.write(copies, filters.delays());
        table = sheets.finished(DelayFile.LAYOUT, copies);
      }
      delays.tell(told, sheets.lines());
      String subject =
          Phrases.of(
              "report.delay.subject", filters.period(), Words.count(delays.optOuts(), "opt-out"));
      return extract(
          delays.result(table.file()), subject, DelayFile.LAYOUT.title(), delays.chart());
    }

    private Extract extract(Record counted, String subject, String title, @Nullable Chart chart) {
      return new Extract(
          request,
          sheets.about(title),
          since,
          sheets.written(),
          subject,
          title,
          !request.isDelta()
              ? filters.period()
              : sheets.last() == null
                  ? Phrases.of("report.first")
                  : Phrases.of("report.new.since", sheets.sinceWords()),
          told,
          chart,
          sheets.lines(),
          new ReportResult(
              !request.isDelta() ? null : sheets.last() == null ? "" : sheets.last(),
              counted,
              sheets.written().stream().map(one -> one.file().toString()).toList()));
    }
  }
}
