package org.heed.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.Senders;
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
  private final OptOutFigures figures;
  private final ReportMarks marks;
  private final Positions positions;
  private final Pictures pictures;
  private final Senders senders;
  private final Institution institution;

  ReportWriter(
      ReportFiles files,
      DelayFile delayFile,
      OptOutFigures figures,
      ReportMarks marks,
      Positions positions,
      Pictures pictures,
      Senders senders,
      Institution institution) {
    this.files = files;
    this.delayFile = delayFile;
    this.figures = figures;
    this.marks = marks;
    this.positions = positions;
    this.pictures = pictures;
    this.senders = senders;
    this.institution = institution;
  }

  /** Refuses filters that cannot be read. */
  void check(Request request, Instant now) {
    new Filters(request.parameters(), senders, institution.zone(), now, null).check();
  }

  /**
   * Writes.
   *
   * @param now what is committed after it is the next run's
   */
  Extract write(Request request, Path folder, Instant now) {
    Delta since = since(request);
    return new Writing(request, folder, now, since).write();
  }

  private Delta since(Request request) {
    Positions.Position before = positions.last(request.job(), request.identity()).orElse(null);
    long after = before == null ? 0 : before.mark();
    boolean told = !request.addresses().isEmpty() && !request.isDelay();
    long upTo =
        request.isDelta() || told
            ? marks.take(request.isDelay(), request.isDelta() && !request.isDelay())
            : after;
    return new Delta(after, upTo, before == null ? null : before.asOf());
  }

  /** One run's files. */
  private final class Writing {
    private final Request request;
    private final Path folder;
    private final Delta since;
    private final Filters filters;
    private final ZoneId zone = institution.zone();
    private final Instant now;
    private final String day;
    private final Map<String, Object> summary = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private final String leftOut;

    Writing(Request request, Path folder, Instant now, Delta since) {
      this.request = request;
      this.folder = folder;
      this.now = now;
      this.since = since;
      this.day = now.atZone(zone).toLocalDate().toString();
      this.filters =
          new Filters(request.parameters(), senders, zone, now, request.isDelta() ? since : null);
      this.leftOut =
          request.isDelay() ? "" : figures.leftOut(filters, request.parameters().get("error-code"));
    }

    Extract write() {
      if (request.isDelta()) {
        summary.put("since", last() == null ? "" : String.valueOf(last()));
        lines.add("since " + sinceWords());
      }
      return request.isDelay() ? delay() : both();
    }

    private Extract both() {
      Delta only = request.isDelta() ? since : null;
      long messageRows;
      try (Copies copies = copies(ReportFiles.MESSAGES)) {
        files.messages(copies, filters.messages(), only);
        messageRows = finished("message_report", ReportFiles.MESSAGES, copies);
        summary.put("message_report_rows", messageRows);
      }
      try (Copies copies = copies(ReportFiles.OPT_OUTS)) {
        files.optOuts(copies, filters.optOuts(), only);
        summary.put("opt_outs_rows", finished("opt_outs", ReportFiles.OPT_OUTS, copies));
      }
      if (!leftOut.isEmpty()) {
        lines.add(leftOut);
      }
      OptOutFigures.Figures optOuts = figures.count(filters, since);
      List<Figure> told = new ArrayList<>();
      told.add(Figure.of(optOuts.phones(), "Opted-out phone", "Opted-out phones"));
      told.add(Figure.of(optOuts.said(), "Person who said so", "People who said so"));
      told.add(
          Figure.of(
              optOuts.people(),
              "Person with a phone that is off",
              "People with a phone that is off"));
      Long added = optOuts.added();
      Long back = optOuts.back();
      Instant last = since.last();
      if (last != null && added != null && back != null) {
        told.add(new Figure(Words.count(added), "New since the last report, " + filters.day(last)));
        told.add(new Figure(Words.count(back), "Back again since then"));
        summary.put("new_since_last", added);
        summary.put("back_since_last", back);
      }
      told.add(
          request.isDelta()
              ? Figure.of(
                  messageRows, "New row on the message report", "New rows on the message report")
              : Figure.of(messageRows, "Row on the message report", "Rows on the message report"));
      String subject =
          "Opt-outs and text messages, "
              + filters.period()
              + ": "
              + Words.count(optOuts.phones(), "opted-out phone")
              + (added == null || !request.isDelta() ? "" : " (" + Words.count(added) + " new)")
              + ", "
              + Words.count(messageRows, "message row");
      return extract(subject, "Opt-outs and text messages", told, pictures.learned(filters));
    }

    private Extract delay() {
      DelaySummary delays;
      try (Copies copies = copies(DelayFile.LAYOUT)) {
        delays = delayFile.write(copies, filters.delays());
        finished("delay", DelayFile.LAYOUT, copies);
      }
      summary.put("opt_outs", delays.optOuts());
      summary.put("texts_by_other_senders", delays.texts());
      List<Figure> told = new ArrayList<>();
      told.add(Figure.of(delays.optOuts(), "Opt-out", "Opt-outs"));
      delays
          .median()
          .ifPresentOrElse(
              median -> known(median, delays.worst().orElse(median), delays.texts(), told),
              () -> lines.add("nobody's STOP is in the gateway's log"));
      String subject =
          "Opt-out delay, " + filters.period() + ": " + Words.count(delays.optOuts(), "opt-out");
      return extract(subject, DelayFile.LAYOUT.title(), told, delays.chart());
    }

    private void known(Duration median, Duration worst, long texts, List<Figure> told) {
      summary.put("median_minutes", median.toMinutes());
      summary.put("worst_minutes", worst.toMinutes());
      lines.add(
          "from STOP to knowing it: median "
              + Words.count(median.toMinutes(), "minute")
              + ", worst "
              + Words.count(worst.toMinutes(), "minute")
              + "; "
              + Words.count(texts, "text")
              + " by other senders in between");
      told.add(
          new Figure(Words.count(median.toMinutes(), "minute"), "From STOP to knowing it, median"));
      told.add(new Figure(Words.count(worst.toMinutes(), "minute"), "The longest"));
      told.add(new Figure(Words.count(texts), "Texts by other senders in between"));
    }

    private Extract extract(String subject, String title, List<Figure> told, Chart chart) {
      summary.put("files", written.stream().map(one -> one.file().toString()).toList());
      return new Extract(
          request,
          about(title),
          since,
          written,
          subject,
          title,
          !request.isDelta()
              ? filters.period()
              : last() == null ? Phrases.of("report.first") : "New since " + sinceWords(),
          told,
          chart,
          lines,
          summary);
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

    private long finished(String key, Layout layout, Copies copies) {
      copies.finish();
      long rows = copies.rows();
      summary.put(key, copies.files().get(0).toString());
      String name =
          layout.title().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
              + layout.title().substring(1);
      for (Path file : copies.files()) {
        lines.add(name + ": " + Words.count(rows, "row") + " -> " + file);
        written.add(new Written(file, layout.title(), rows));
      }
      return rows;
    }

    private About about(String title) {
      Map<String, String> told = request.filters();
      if (request.isDelta()) {
        told.put("since", sinceWords());
      }
      if (!leftOut.isEmpty()) {
        told.merge("error-code", " (" + leftOut + ")", String::concat);
      }
      return new About(title, now, zone, told);
    }

    private String sinceWords() {
      return last() == null ? "the beginning (no run before)" : last() + " (last run)";
    }

    private @Nullable String last() {
      Instant last = since.last();
      return last == null ? null : About.time(last, zone);
    }
  }
}
