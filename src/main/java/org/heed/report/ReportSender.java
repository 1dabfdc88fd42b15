package org.heed.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heed.address.Institution;
import org.heed.chart.Chart;
import org.heed.chart.Charts;
import org.heed.mail.Picture;
import org.heed.mail.Post;
import org.heed.mail.PostAnswer;
import org.heed.mail.PostOffice;
import org.heed.settings.ReportSettings;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Mails what a run has written, one mail an address. */
@Component
class ReportSender {
  private static final int ENOUGH = 16;

  private final PostOffice office;
  private final ReportSettings properties;
  private final Institution institution;
  private final Charts charts;

  ReportSender(
      PostOffice office, ReportSettings properties, Institution institution, Charts charts) {
    this.office = office;
    this.properties = properties;
    this.institution = institution;
    this.charts = charts;
  }

  /**
   * Refuses to be asked for mail that nobody could have sent.
   *
   * @throws org.heed.address.ConfigurationProblem naming the property
   */
  void checkAddress(Request request) {
    if (!request.addresses().isEmpty()) {
      office.open().close();
    }
  }

  /**
   * Sends.
   *
   * @return what was not taken and why, in words; empty: the server has all of them
   * @throws java.io.UncheckedIOException when the ZIP cannot be written
   */
  List<String> send(Extract extract, Path folder, long runId) {
    Map<String, List<String>> refused = new LinkedHashMap<>();
    List<String> to = extract.request().addresses();
    About about = extract.about();
    Chart chart = extract.chart();
    Picture picture = chart == null ? null : picture(chart);
    ReportMail mail =
        new ReportMail(
            institution.name(),
            extract.subject(),
            extract.title(),
            extract.period(),
            about,
            extract.figures(),
            picture == null ? List.of() : List.of(picture),
            picture == null && chart != null ? chart.words() : null,
            properties.zips());
    String zip = "heed-report-" + about.asOf().atZone(about.zone()).toLocalDate() + ".zip";
    try (Attachments attachments = new Attachments(extract.written(), properties, folder, zip);
        Post post = office.open()) {
      attachments.left().forEach(one -> extract.lines().add(Phrases.of("report.left", one.name())));
      PostAnswer receipt = null;
      for (int i = 0; i < to.size(); i++) {
        if (receipt == null || receipt.kind() != PostAnswer.Kind.SERVER_DOWN) {
          receipt = post.send(mail.letter(messageId(extract, runId, i), to.get(i), attachments));
        }
        if (receipt.kind() != PostAnswer.Kind.SENT) {
          refused.computeIfAbsent(receipt.words(), key -> new ArrayList<>()).add(to.get(i));
        }
      }
    }
    return refused.entrySet().stream()
        .map(one -> Phrases.of("report.not.taken", String.join(", ", one.getValue()), one.getKey()))
        .toList();
  }

  /** The chart; null: there is nothing to draw, or it cannot be drawn here. */
  private @Nullable Picture picture(Chart chart) {
    return charts
        .png(chart)
        .map(png -> new Picture("chart", "image/png", png, chart.words()))
        .orElse(null);
  }

  /**
   * What is new is the same mail again only while it is the same: a run that could not remember
   * that it was mailed and finds more has another id, or a reader that keeps one of two would lose
   * the rest.
   */
  private static String messageId(Extract extract, long runId, int number) {
    Request request = extract.request();
    if (!request.isDelta()) {
      return "heed.report." + runId + "." + extract.about().asOf().toEpochMilli() + "." + number;
    }
    Map<String, String> identity = new TreeMap<>(request.identity());
    identity.put("job", request.job());
    identity.put("formats", request.formats().toString());
    identity.put("to", request.addresses().get(number));
    Delta since = extract.since();
    long last = since.last() == null ? 0 : since.last().toEpochMilli();
    return "heed.report."
        + Positions.key(identity).substring(0, ENOUGH)
        + "."
        + since.after()
        + "."
        + last
        + "."
        + since.upTo();
  }
}
