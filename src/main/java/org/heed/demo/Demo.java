package org.heed.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.job.JobResult;
import org.heed.queue.Channel;
import org.heed.queue.MessageStatus;
import org.heed.sandbox.SandboxGateway;
import org.springframework.jdbc.core.JdbcTemplate;

/** Six nights at a sample university, in a sandbox that texts nobody. */
public final class Demo {
  private static final ZoneId ZONE = ZoneId.of("America/Chicago");
  private static final LocalTime SIX = LocalTime.of(18, 0);
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("EEEE, d MMMM, HH:mm", Locale.ENGLISH);
  private static final String MESSAGES =
      """
      select sender_name, channel, destination, status, error from message_report
      where student_id = ? and attempted_at >= ? order by attempted_at, message_id, gateway_id
      """;
  private static final String PHONES =
      """
      select l.number, l.phone_type, f.sms_status from listing l
      join person p on p.id = l.person_id join phone f on f.number = l.number
      where p.student_id = ? order by l.position
      """;

  private final DemoFolder folder;
  private final Consumer<String> out;
  private final DemoClock clock = new DemoClock();
  private final List<CSVRecord> replies = DemoFolder.rows("replies.csv");
  private int told;
  private boolean asTold = true;

  /**
   * Nothing runs yet.
   *
   * @param folder the demo's own; made anew
   * @param out gets the story line by line
   */
  public Demo(Path folder, Consumer<String> out) {
    this.folder = new DemoFolder(folder);
    this.out = out;
  }

  /** Runs all nights; false: a job could not do its work. */
  public boolean run() {
    out.accept("Heed demo: six nights at Harbor Point University, in a sandbox that texts nobody.");
    out.accept("Four offices text 204 students. We follow Maria Alvarez, and at the end Daniel.");
    folder.copy("config/application.yml", "config/application.yml");
    clock.set(at(DemoNight.WITHOUT_REPLIES.get(0)));
    try (DemoRun run = new DemoRun(folder.path(), clock, false)) {
      folder.copy("people.csv", "inbox/people.csv");
      for (String name : List.of("registration.csv", "tuition.csv", "fire-drill.csv")) {
        folder.copy("campaigns/" + name, "inbox/" + name);
      }
      out.accept("");
      out.accept("Three campaigns and the list of students are dropped into the inbox:");
      tell(run.run("import"));
      DemoNight.WITHOUT_REPLIES.forEach(night -> night(run, night));
    }
    clock.set(at(DemoNight.WITH_REPLIES));
    try (DemoRun run = new DemoRun(folder.path(), clock, true)) {
      night(run, DemoNight.WITH_REPLIES);
      tell(run.run("report", Map.of("formats", "csv,html")));
    }
    ending();
    return asTold;
  }

  private void night(DemoRun run, DemoNight night) {
    Instant start = at(night);
    clock.set(start);
    reply(run, start);
    out.accept("");
    out.accept("== " + TITLE.format(start.atZone(ZONE)) + " ==");
    night.before().forEach(out);
    JobResult result = run.run("nightly");
    asTold &= result.done();
    out.accept("  " + result.lines().get(0));
    JdbcTemplate jdbc = run.bean(JdbcTemplate.class);
    jdbc.query(
        MESSAGES,
        row -> {
          String error = row.getString("error");
          boolean sms = Channel.SMS.is(row.getString("channel"));
          boolean failed = MessageStatus.FAILED.name().equals(row.getString("status"));
          out.accept(
              "  > "
                  + row.getString("sender_name")
                  + (sms ? " texts " : " emails ")
                  + (sms ? phone(run, row.getString("destination")) : row.getString("destination"))
                  + (failed ? ": refused, " + error : ": sent"));
        },
        night.watched(),
        Times.utc(start));
    jdbc.query(
        PHONES,
        row -> {
          out.accept(
              "  > phone "
                  + phone(run, row.getString("number"))
                  + " ("
                  + row.getString("phone_type").strip()
                  + ") is "
                  + row.getString("sms_status").strip());
        },
        night.watched());
    night.after().forEach(out);
  }

  private static String phone(DemoRun run, String number) {
    return run.bean(PhoneNumbers.class).told(number.strip());
  }

  /** What people have replied until now. */
  private void reply(DemoRun run, Instant until) {
    Instant now = clock.instant();
    for (; told < replies.size(); told++) {
      CSVRecord reply = replies.get(told);
      Instant at = LocalDateTime.parse(reply.get("at")).atZone(ZONE).toInstant();
      if (at.isAfter(until)) {
        break;
      }
      clock.set(at);
      String from =
          Objects.requireNonNull(run.bean(PhoneNumbers.class).read(reply.get("phone")).number())
              .e164();
      String to = run.bean(Senders.class).find(reply.get("sender")).orElseThrow().number().e164();
      run.bean(SandboxGateway.class).reply(from, to, reply.get("body"));
    }
    clock.set(now);
  }

  private void tell(JobResult result) {
    asTold &= result.done();
    result.lines().forEach(line -> out.accept("  " + line));
  }

  private void ending() {
    Path at = folder.path();
    out.accept("");
    out.accept("Where to look:");
    out.accept(
        "  "
            + at.resolve("reports")
            + "  the reports, and what became of each campaign row; .html to look at");
    out.accept("  " + at.resolve("mail") + "  the emails, one .eml file each");
    out.accept("  " + at.resolve("done") + "  the files as they were dropped, with their receipts");
  }

  private static Instant at(DemoNight night) {
    return night.day().atTime(SIX).atZone(ZONE).toInstant();
  }
}
