package org.heed.report;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.heed.job.JobResult;
import org.heed.mail.Letter;
import org.heed.mail.Post;
import org.heed.mail.PostOffice;
import org.heed.mail.Receipt;
import org.heed.storage.IoReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the report job: two steps, writing the files and mailing them. */
final class ReportRun {
  private static final Logger log = LoggerFactory.getLogger(ReportRun.class);

  private final Map<String, String> parameters;
  private final Filters filters;
  private final ReportFiles files;
  private final DelayFile delayFile;
  private final Path folder;
  private final Set<Format> formats;
  private final Instant now;
  private final ZoneId zone;
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private long messageRows;
  private long optOutRows;
  private @Nullable String problem;

  ReportRun(
      Map<String, String> parameters,
      Filters filters,
      ReportFiles files,
      DelayFile delayFile,
      Path folder,
      Instant now,
      ZoneId zone) {
    this.parameters = parameters;
    this.filters = filters;
    this.files = files;
    this.delayFile = delayFile;
    this.folder = folder;
    this.formats = Format.of(parameters.getOrDefault("formats", "csv"));
    this.now = now;
    this.zone = zone;
  }

  /** Writes the files. */
  void write(long runId) {
    try {
      write();
    } catch (UncheckedIOException e) {
      log.info("the reports cannot be written", e);
      problem = folder + " cannot be written (" + IoReason.of(e) + ")";
    }
  }

  private void write() {
    if (parameters.containsKey("report")) {
      delay();
      return;
    }
    try (Copies copies = copies(ReportFiles.MESSAGES)) {
      files.messages(copies, filters.messages());
      messageRows = finished("message_report", "message report", copies);
    }
    summary.put("message_report_rows", messageRows);
    try (Copies copies = copies(ReportFiles.OPT_OUTS)) {
      files.optOuts(copies, filters.optOuts());
      optOutRows = finished("opt_outs", "opt-out export", copies);
    }
    summary.put("opt_outs_rows", optOutRows);
  }

  private Copies copies(Layout layout) {
    About about = new About(layout.title(), now, zone, given());
    return new Copies(formats, folder, layout.file() + "-" + day(), layout, about);
  }

  private long finished(String key, String name, Copies copies) {
    copies.finish();
    summary.put(key, copies.files().get(0).toString());
    copies.files().forEach(file -> lines.add(name + ": " + rows(copies.rows()) + " -> " + file));
    written.addAll(copies.files());
    return copies.rows();
  }

  private void delay() {
    DelaySummary delays;
    try (Copies copies = copies(DelayFile.LAYOUT)) {
      delays = delayFile.write(copies, filters.delays());
      finished("delay", "opt-out delay", copies);
    }
    optOutRows = delays.optOuts();
    summary.put("opt_outs", delays.optOuts());
    summary.put("texts_by_other_senders", delays.texts());
    delays.median().ifPresent(median -> summary.put("median_minutes", median.toMinutes()));
    delays.worst().ifPresent(worst -> summary.put("worst_minutes", worst.toMinutes()));
    lines.add(
        delays
            .median()
            .map(
                median ->
                    "from STOP to knowing it: median "
                        + count(median.toMinutes(), "minute")
                        + ", worst "
                        + count(delays.worst().orElse(median).toMinutes(), "minute")
                        + "; "
                        + count(delays.texts(), "text")
                        + " by other senders in between")
            .orElse("nobody's STOP is in the gateway's log"));
  }

  /** Mails both files to each address, one mail an address. */
  void mail(long runId, PostOffice office) {
    List<String> to = addresses(parameters.get("to"));
    if (to.isEmpty() || problem != null) {
      return;
    }
    List<String> problems = new ArrayList<>();
    try (Post post = office.open()) {
      for (int i = 0; i < to.size(); i++) {
        Receipt receipt = post.send(letter(runId, i, to.get(i)));
        if (receipt.kind() != Receipt.Kind.SENT) {
          problems.add("the mail to " + to.get(i) + " was not taken: " + receipt.words());
        }
      }
    }
    summary.put("mailed_to", to);
    if (problems.isEmpty()) {
      lines.add("mailed to " + String.join(", ", to));
    } else {
      problem = String.join("; ", problems);
    }
  }

  /**
   * What the run came to.
   *
   * @param failure why the job could not be run; null: it could
   */
  JobResult result(@Nullable String failure) {
    String why = failure == null ? problem : failure;
    if (why != null) {
      summary.put("problem", why);
    }
    return new JobResult(why == null, lines, summary, why);
  }

  private Letter letter(long runId, int number, String address) {
    String subject =
        parameters.containsKey("report")
            ? "Opt-out delay, " + day() + ": " + count(optOutRows, "opt-out")
            : "Opt-outs and text messages, "
                + day()
                + ": "
                + count(optOutRows, "opted-out phone")
                + ", "
                + count(messageRows, "message row");
    return new Letter(
        "heed.report." + runId + "." + now.toEpochMilli() + "." + number,
        address,
        subject,
        body(),
        null,
        written);
  }

  private String body() {
    About about = new About("", now, zone, given());
    return "As of "
        + about.asOfText()
        + "\nFilters: "
        + about.filterText()
        + (parameters.containsKey("report")
            ? "\n" + String.join("\n", lines.stream().map(l -> l.replaceAll(" -> .*", "")).toList())
            : "\nOpt-out export: " + rows(optOutRows) + "\nMessage report: " + rows(messageRows))
        + "\n\nThe files are attached. They hold personal data: keep them as you keep student"
        + " records.\n";
  }

  /** The filters of this run, as typed. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (Filters.NAMES.contains(name)) {
            given.put(name, value);
          }
        });
    return given;
  }

  private LocalDate day() {
    return now.atZone(zone).toLocalDate();
  }

  private static String rows(long count) {
    return count(count, "row");
  }

  private static String count(long count, String what) {
    return String.format(Locale.ENGLISH, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  static List<String> addresses(@Nullable String text) {
    List<String> addresses = new ArrayList<>();
    if (text != null) {
      for (String address : text.split("[,;\\s]+", -1)) {
        if (!address.isBlank()) {
          addresses.add(address.strip());
        }
      }
    }
    return addresses;
  }
}
