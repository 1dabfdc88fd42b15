package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.consent.ReviewDecisions;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every consent event of a period: who was off and is on again is there. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked
class ConsentEventsTest {
  private static final String PAT = "+13125550110";
  private static final String SHARED = "+13125550112";
  private static final String ANA = "+13125550114";

  @Parameter TestDatabase database;
  private Path home;
  private TestHeed heed;

  /** Pat is off, on, and off again on the last night of November; Kim and Lee share a number. */
  @BeforeParameterizedClassInvocation
  void a_week(TestDatabase given, @TempDir Path home) {
    this.home = home;
    heed =
        TestHeed.start(
            database,
            home,
            "--heed.delivery.quiet-hours=off",
            "--heed.mail.from=texts@example.edu");
    heed.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Pat,Park,pat@example.edu," + PAT + ",312-555-0111",
        "S2,Kim,Katz,kim@example.edu," + SHARED + ",",
        "S3,Lee,Long,lee@example.edu," + SHARED + ",",
        "S4,Ana,Alba,ana@example.edu," + ANA + ",");
    heed.run("import");
    heed.drop(
        "off.csv",
        "phone,sms_status,reason,at",
        "312-555-0199,DISABLED,asked by letter,2026-10-05");
    heed.drop(
        "welcome.csv",
        "student_id,from,message",
        "S1,Advising,Hello",
        "S2,Advising,Hello",
        "S4,Bursar,Hello");
    at("2026-11-23T18:00:00Z", "import");
    at("2026-11-23T18:05:00Z", "nightly");
    heed.gateway().reply(PAT, ADVISING, "STOP");
    heed.gateway().reply(SHARED, ADVISING, "STOP");
    heed.gateway().reply(ANA, BURSAR, "please stop texting me");
    at("2026-11-24T18:00:00Z", "nightly");
    heed.gateway().reply(PAT, ADVISING, "START");
    at("2026-11-25T18:00:00Z", "nightly");
    heed.bean(ReviewDecisions.class).confirm(1, "Pat Park", "it was one");
    heed.clock.set(Instant.parse("2026-12-01T05:30:00Z"));
    heed.gateway().reply(PAT, ADVISING, "STOP");
    at("2026-12-01T15:00:00Z", "nightly");
  }

  @AfterParameterizedClassInvocation
  void end() {
    heed.close();
  }

  @Test
  void who_was_off_and_is_on_again_is_there() throws IOException {
    assertThat(rows("student=S1", "phone=(312) 555-0110"))
        .extracting(row -> told(row, "phone", "event", "learned_from", "sender"))
        .containsExactly(
            PAT + " DISABLED REPLY " + ADVISING,
            PAT + " ENABLED REPLY " + ADVISING,
            PAT + " DISABLED REPLY " + ADVISING);
    CSVRecord on = rows("student=S1", "phone=(312) 555-0110").get(1);
    assertThat(told(on, "student_id", "first_name", "last_name")).isEqualTo("S1 Pat Park");
    assertThat(on.get("occurred_at")).startsWith("2026-11-24T12:00:0");
    assertThat(on.get("recorded_at")).isEqualTo("2026-11-25T12:00:00-06:00");
    assertThat(on.get("evidence")).startsWith("reply SM");
    assertThat(rows("student=S1")).hasSize(5);
  }

  @Test
  void O7_who_shares_the_number_is_there_and_not_told_to_have_said_so() throws IOException {
    assertThat(rows("phone=3125550112"))
        .extracting(row -> told(row, "student_id", "event") + row.get("evidence").substring(34 + 6))
        .containsExactly(
            "S2 DISABLED", "S3 DISABLED; shared number; the reply was to somebody else's text");
    assertThat(run("phone=3125550112").summary()).containsEntry("disabled", 1L);
  }

  @Test
  void L3_a_hold_is_there_with_the_reply_and_who_decided_about_it_and_why() throws IOException {
    assertThat(rows("student=S4"))
        .extracting(row -> told(row, "event", "learned_from", "by", "reason"))
        .containsExactly(
            "HOLD REPLY  no more texts are wanted: \"please stop texting me\"",
            "DISABLED REPLY Pat Park it was one",
            "CONFIRMED STAFF Pat Park it was one");
  }

  @ParameterizedTest
  @CsvSource({
    "month=2026-10, +13125550199 DISABLED 2026-10-05T00:00:00-05:00, 1",
    "month=2026-11, +13125550110 DISABLED 2026-11-30T23:30:00-06:00, 10",
    "month=last, +13125550110 DISABLED 2026-11-30T23:30:00-06:00, 10",
    "month=2026-12, , 0"
  })
  void a_calendar_month_is_that_of_the_institution_and_of_when_it_happened(
      String month, String last, int count) throws IOException {
    List<CSVRecord> found = rows(month);
    assertThat(found).hasSize(count);
    if (last != null) {
      assertThat(found).anyMatch(row -> told(row, "phone", "event", "occurred_at").equals(last));
    }
  }

  @Test
  void since_and_until_and_the_sender_are_kept_to() throws IOException {
    assertThat(rows("since=2026-11-24", "until=2026-11-25"))
        .extracting(row -> row.get("event"))
        .containsExactly("ENABLED", "CONFIRMED");
    assertThat(rows("sender=Bursar")).extracting(row -> row.get("event")).contains("HOLD");
    assertThat(rows("sender=Bursar")).allMatch(row -> row.get("student_id").equals("S4"));
    assertThat(rows("error-code=21610")).isEmpty();
  }

  @Test
  void what_is_new_is_there_once() {
    Ran first = run("since=last");
    assertThat(first.summary()).containsEntry("consent_events_rows", 11L);
    assertThat(run("since=last").summary()).containsEntry("consent_events_rows", 0L);
    heed.jdbc.update(
        "insert into hold_fact (review_id, fact, number, sid, sender, body, said_at, staff, reason,"
            + " recorded_at) select review_id, 'RELEASED', number, sid, sender, body, said_at,"
            + " 'Kim', 'late', recorded_at from hold_fact where fact = 'HOLD'");
    assertThat(run("since=last").summary())
        .containsEntry("consent_events_rows", 1L)
        .containsEntry("holds_ended", 1L);
    heed.jdbc.update("delete from hold_fact where reason = 'late'");
  }

  @Test
  void it_is_a_workbook_and_a_page_too_and_is_mailed() throws IOException {
    Ran all = run("formats=csv,xlsx,html", "month=2026-11", "to=law@example.edu");
    assertThat(all.problem()).isNull();
    assertThat(all.summary())
        .containsEntry("consent_events_rows", 10L)
        .containsEntry("disabled", 6L)
        .containsEntry("enabled", 1L)
        .containsEntry("holds", 1L)
        .containsEntry("holds_ended", 1L);
    String name = "consent-events-2026-12-01-month-2026-11";
    assertThat(Files.readString(home.resolve("reports/" + name + ".html")))
        .contains("<dt>Filters</dt><dd>month 2026-11</dd>", "<dt>Rows</dt><dd>10</dd>");
    try (ReadableWorkbook book =
            new ReadableWorkbook(home.resolve("reports/" + name + ".xlsx").toFile());
        Stream<org.dhatim.fastexcel.reader.Row> rows = book.getFirstSheet().openStream()) {
      assertThat(rows).hasSize(11);
    }
    assertThat(heed.mails())
        .last()
        .asString()
        .contains(
            "Consent events, Sun 1 Nov 2026 to Mon 30 Nov 2026", name + ".csv", name + ".xlsx")
        .contains("month 2026-11");
  }

  @Test
  void students_and_phones_there_are_not_are_typing_mistakes() {
    for (List<String> mistake :
        List.of(
            List.of("student=S9x7q", "student: found S9x7q, and nobody has this student id"),
            List.of("student=s4", "the nearest is S4"),
            List.of("phone=312-555-0777", "phone: found 312-555-0777, and nobody has ever"))) {
      assertThatThrownBy(() -> heed.run("report", mistake.get(0)))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageContaining(mistake.get(1));
    }
  }

  @Test
  void it_is_no_file_to_drop() throws IOException {
    run("month=2026-11");
    byte[] report =
        Files.readAllBytes(home.resolve("reports/consent-events-2026-12-01-month-2026-11.csv"));
    heed.drop("dropped.csv", report);
    assertThat(heed.run("import").lines()).anyMatch(line -> line.contains("list of opt-outs"));
    assertThat(heed.count("listing where number = '3125550111' or number = '+13125550111'"))
        .isEqualTo(1);
  }

  @Test
  void messages_and_opt_outs_are_written_alone_and_of_one_student() throws IOException {
    Ran messages = heed.run("report", "report=messages", "student=S1");
    assertThat(messages.summary())
        .containsEntry("message_report_rows", 1L)
        .doesNotContainKey("opt_outs");
    assertThat((List<?>) messages.summary().get("files")).hasSize(1);
    Ran optOuts = heed.run("report", "report=opt-outs", "phone=312.555.0112");
    assertThat(optOuts.summary())
        .containsEntry("opt_outs_rows", 2L)
        .doesNotContainKey("message_report");
    Ran both = heed.run("report", "student=S2");
    assertThat(both.summary())
        .containsEntry("message_report_rows", 1L)
        .containsEntry("opt_outs_rows", 1L);
    assertThat(heed.run("report", "phone=" + SHARED).summary())
        .containsEntry("message_report_rows", 1L);
    assertThat(heed.run("report", "report=delay", "student=S2").summary())
        .containsEntry("opt_outs", 1L);
  }

  private void at(String time, String job) {
    heed.clock.set(Instant.parse(time));
    assertThat(heed.run(job).problem()).isNull();
  }

  private Ran run(String... filters) {
    return heed.run(
        "report",
        Stream.concat(Stream.of("report=consent-events"), Arrays.stream(filters))
            .toArray(String[]::new));
  }

  private List<CSVRecord> rows(String... filters) throws IOException {
    Ran result = run(filters);
    try (CSVParser csv =
        CSVParser.parse(
            Files.readString(Path.of((String) result.summary().get("consent_events"))).substring(1),
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return csv.getRecords();
    }
  }

  private static String told(CSVRecord row, String... columns) {
    return String.join(" ", Arrays.stream(columns).map(row::get).toList());
  }
}
