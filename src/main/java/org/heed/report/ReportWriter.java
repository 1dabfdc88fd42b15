package org.heed.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.chart.Chart;
import org.heed.report.Attachments.Written;
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

  /** What was written, in its first format. */
  private record Table(String file, long rows) {}

  /** One run's files. */
  private final class Writing {
    private final Request request;
    private final Path folder;
    private final Delta since;
    private final Filters filters;
    private final ZoneId zone = institution.zone();
    private final Instant now;
    private final String day;
    private final List<String> lines = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private final List<Figure> told = new ArrayList<>();
    private final String leftOut;

    Writing(Request request, Path folder, Instant now, Delta since) {
      this.request = request;
      this.folder = folder;
      this.now = now;
      this.since = since;
      this.day = now.atZone(zone).toLocalDate().toString();
      this.filters = news.filters(request, now, since);
      this.leftOut =
          request.parts().contains(Part.OPT_OUTS)
              ? figures.leftOut(filters, request.parameters().get("error-code"))
              : "";
    }

    Extract write() {
      if (request.isDelta()) {
        lines.add("since " + sinceWords());
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
      Table table = optOuts();
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
      Table table = optOuts();
      OptOutFigures.Figures counted = tellOptOuts();
      return extract(
          result(table, counted),
          Phrases.of("report.opt.outs.subject", filters.period(), counted.words(request.isDelta())),
          ReportFiles.OPT_OUTS.title(),
          pictures.learned(filters));
    }

    private Extract consentEvents() {
      EventCounts counts;
      Table table;
      try (Copies copies = copies(EventFile.LAYOUT)) {
        counts = eventFile.write(copies, filters);
        table = finished(EventFile.LAYOUT, copies);
      }
      told.addAll(counts.figures());
      return extract(
          counts.result(table.file(), table.rows()),
          counts.subject(filters.period()),
          EventFile.LAYOUT.title(),
          pictures.learned(filters));
    }

    private Extract compliance() {
      Table table;
      try (Copies copies =
          new Copies(
              request.formats(),
              folder,
              FileName.of(Compliance.LAYOUT, day, request),
              Compliance.LAYOUT,
              about(Compliance.LAYOUT.title()).of(days()))) {
        compliance.each(
            filters.from(),
            filters.end(),
            one -> {
              copies.row(one.section(), one.name(), one.value(), one.unit(), one.note());
              if (Compliance.MAIN.contains(one.name())) {
                told.add(new ReportMail.Figure(one.words(), one.name()));
              }
            });
        table = finished(Compliance.LAYOUT, copies);
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
      try (Copies copies = copies(layout)) {
        files.messages(layout, copies, filters.messages(), request.isDelta() ? since : null);
        Table table = finished(layout, copies);
        return new ReportResult.Messages(table.file(), table.rows());
      }
    }

    private Table optOuts() {
      Table table;
      try (Copies copies = copies(ReportFiles.OPT_OUTS)) {
        files.optOuts(copies, filters.optOuts(), request.isDelta() ? since : null);
        table = finished(ReportFiles.OPT_OUTS, copies);
      }
      if (!leftOut.isEmpty()) {
        lines.add(leftOut);
      }
      return table;
    }

    private static ReportResult.OptOuts result(Table table, OptOutFigures.Figures counted) {
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
      Table table;
      try (Copies copies = copies(DelayFile.LAYOUT)) {
        delays = delayFile.write(copies, filters.delays());
        table = finished(DelayFile.LAYOUT, copies);
      }
      delays.tell(told, lines);
      String subject =
          Phrases.of(
              "report.delay.subject", filters.period(), Words.count(delays.optOuts(), "opt-out"));
      return extract(
          delays.result(table.file()), subject, DelayFile.LAYOUT.title(), delays.chart());
    }

    private Extract extract(Record counted, String subject, String title, @Nullable Chart chart) {
      return new Extract(
          request,
          about(title),
          since,
          written,
          subject,
          title,
          !request.isDelta()
              ? filters.period()
              : last() == null
                  ? Phrases.of("report.first")
                  : Phrases.of("report.new.since", sinceWords()),
          told,
          chart,
          lines,
          new ReportResult(
              !request.isDelta() ? null : last() == null ? "" : last(),
              counted,
              written.stream().map(one -> one.file().toString()).toList()));
    }

    /** Pictures are for a page alone. */
    private About about(Layout layout) {
      About about = about(layout.title());
      return request.formats().contains(Format.HTML)
          ? about.with(pictures.page(layout, filters, now))
          : about;
    }

    private Copies copies(Layout layout) {
      return new Copies(
          request.formats(), folder, FileName.of(layout, day, request), layout, about(layout));
    }

    private Table finished(Layout layout, Copies copies) {
      copies.finish();
      long rows = copies.rows();
      String name =
          layout.title().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
              + layout.title().substring(1);
      for (Path file : copies.files()) {
        lines.add(name + ": " + Words.count(rows, "row") + " -> " + file);
        written.add(new Written(file, layout.title(), rows));
      }
      return new Table(copies.files().get(0).toString(), rows);
    }

    private About about(String title) {
      Map<String, String> given = request.filters();
      if (request.isDelta()) {
        given.put("since", sinceWords());
      }
      if (filters.month() != null) {
        given.put("month", filters.month().toString());
      }
      if (!leftOut.isEmpty()) {
        given.merge("error-code", " (" + leftOut + ")", String::concat);
      }
      return new About(title, now, zone, given);
    }

    private String sinceWords() {
      return last() == null ? Phrases.of("report.beginning") : Phrases.of("report.last", last());
    }

    private @Nullable String last() {
      Instant last = since.last();
      return last == null ? null : Words.time(last, zone);
    }
  }
}
