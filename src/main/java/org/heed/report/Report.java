package org.heed.report;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.Senders;
import org.heed.job.JobKind;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.mail.Letter;
import org.heed.mail.Post;
import org.heed.mail.PostOffice;
import org.heed.mail.Receipt;
import org.heed.storage.Folders;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The {@code report} job: the message report and the opt-out export, filtered, and by mail. */
@Component
class Report implements JobKind {
  private final ReportFiles files;
  private final Folders folders;
  private final Institution institution;
  private final Senders senders;
  private final PostOffice office;
  private final Clock clock;

  Report(
      ReportFiles files,
      Folders folders,
      Institution institution,
      Senders senders,
      PostOffice office,
      Clock clock) {
    this.files = files;
    this.folders = folders;
    this.institution = institution;
    this.senders = senders;
    this.office = office;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public void check(Map<String, String> parameters) {
    List<String> known = new ArrayList<>(Filters.NAMES);
    known.addAll(List.of("formats", "to"));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new ConfigurationProblem(
            "report: found " + name + "=, expected one of " + String.join(", ", known));
      }
    }
    for (String format : parameters.getOrDefault("formats", "csv").split(",", -1)) {
      if (!format.strip().equalsIgnoreCase("csv")) {
        throw new ConfigurationProblem("formats: found " + format.strip() + ", expected csv");
      }
    }
    Filters filters = filters(parameters);
    filters.messages();
    filters.optOuts();
  }

  private Filters filters(Map<String, String> parameters) {
    return new Filters(parameters, senders, institution.zone(), clock.instant());
  }

  @Override
  public JobResult run(JobRun run) {
    Instant now = clock.instant();
    Filters filters = filters(run.parameters());
    List<String> to = addresses(run.parameters().get("to"));
    Post post = to.isEmpty() ? null : office.open();
    LocalDate day = now.atZone(institution.zone()).toLocalDate();
    Path messages = folders.folder("reports").resolve("message-report-" + day + ".csv");
    Path optOuts = folders.folder("reports").resolve("opt-outs-" + day + ".csv");
    long messageRows = files.messages(messages, filters.messages(), institution.zone());
    long optOutRows = files.optOuts(optOuts, filters.optOuts(), institution.zone());
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("message_report", messages.toString());
    summary.put("message_report_rows", messageRows);
    summary.put("opt_outs", optOuts.toString());
    summary.put("opt_outs_rows", optOutRows);
    List<String> lines = new ArrayList<>();
    lines.add(messages + ": " + messageRows + " rows");
    lines.add(optOuts + ": " + optOutRows + " rows");
    String problem = null;
    if (post != null) {
      try (post) {
        problem =
            mail(
                post,
                to,
                body(run, now, messageRows, optOutRows),
                day,
                optOutRows,
                List.of(messages, optOuts));
      }
      summary.put("mailed_to", to);
      lines.add(problem == null ? "mailed to " + String.join(", ", to) : problem);
    }
    if (problem != null) {
      summary.put("problem", problem);
    }
    return new JobResult(problem == null, lines, summary, problem);
  }

  private @Nullable String mail(
      Post post,
      List<String> to,
      String body,
      LocalDate day,
      long optOuts,
      List<Path> attachments) {
    List<String> problems = new ArrayList<>();
    for (String address : to) {
      Receipt receipt =
          post.send(
              new Letter(
                  "heed.report." + clock.instant().toEpochMilli() + "." + to.indexOf(address),
                  address,
                  "Text messages and opt-outs, " + day + ": " + optOuts + " opted-out phones",
                  body,
                  null,
                  attachments));
      if (receipt.kind() != Receipt.Kind.SENT) {
        problems.add("the mail to " + address + " was not taken: " + receipt.words());
      }
    }
    return problems.isEmpty() ? null : String.join("; ", problems);
  }

  private String body(JobRun run, Instant now, long messages, long optOuts) {
    List<String> filters = new ArrayList<>();
    run.parameters()
        .forEach(
            (name, value) -> {
              if (Filters.NAMES.contains(name)) {
                filters.add(name + " " + value);
              }
            });
    return "As of "
        + now.truncatedTo(ChronoUnit.SECONDS).atZone(institution.zone()).toOffsetDateTime()
        + "\nFilters: "
        + (filters.isEmpty() ? "none" : String.join(", ", filters))
        + "\nMessage report: "
        + messages
        + " rows\nOpt-out export: "
        + optOuts
        + " rows\n";
  }

  private static List<String> addresses(@Nullable String text) {
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
