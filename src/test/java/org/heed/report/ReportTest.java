package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.heed.Ran;
import org.heed.TestHeed;
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

/** Two nights at a small institution, and what the reports say of them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked
class ReportTest {
  private static final String MESSAGE_COLUMNS =
      "message_id,campaign,queued_at,attempted_at,sender,sender_name,student_id,first_name,"
          + "last_name,channel,destination,status,error_code,error,gateway_id,segments";
  private static final String OPT_OUT_COLUMNS =
      "student_id,first_name,last_name,email,phone,phone_type,sms_status,opted_out_at,recorded_at,"
          + "learned_from,sender,error_code,error,evidence,has_new_phone";

  @Parameter TestDatabase database;
  private Path home;
  private TestHeed heed;

  @BeforeParameterizedClassInvocation
  void two_nights(TestDatabase given, @TempDir Path home) {
    this.home = home;
    heed = TestHeed.start(database, home, "--heed.consent.learn-from-replies=false");
    heed.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Pat,=HYPERLINK(1),pat@example.edu,(312) 555-0110,312-555-0111",
        "S2,Kim,Lee,kim@example.edu,312-555-0112,",
        "S3,Ana,Silva,,,312-555-0113");
    heed.drop(
        "welcome.csv",
        "student_id,from,message",
        "S1,Advising,Hello Pat",
        "S2,Advising,Hello Kim",
        "S3,Advising,Hello Ana");
    heed.run("import");
    heed.run("nightly");
    heed.gateway().reply("+13125550110", TestHeed.ADVISING, "STOP");
    heed.clock.advance(Duration.ofDays(1));
    heed.drop("again.csv", "student_id,from,message", "S1,Advising,Again");
    heed.run("import");
    heed.drop("bills.csv", "student_id,from,message", "S1,Bursar,Bill", "S2,Bursar,Bill");
    heed.run("import");
    heed.run("nightly");
  }

  @AfterParameterizedClassInvocation
  void end() {
    heed.close();
  }

  @Test
  void both_reports_have_the_columns_of_their_views() throws IOException {
    report();
    assertThat(Files.readString(file("message-report"))).startsWith("\uFEFF" + MESSAGE_COLUMNS);
    assertThat(Files.readString(file("opt-outs"))).startsWith("\uFEFF" + OPT_OUT_COLUMNS);
    assertThat(columns("message_report")).isEqualTo(MESSAGE_COLUMNS + ",basis");
    assertThat(columns("opt_outs")).isEqualTo(OPT_OUT_COLUMNS);
  }

  @Test
  void O4_a_refused_text_and_its_email_are_two_rows() throws IOException {
    report();
    List<CSVRecord> again =
        rows("message-report").stream().filter(row -> row.get("campaign").equals("again")).toList();
    assertThat(again)
        .extracting(row -> row.get("channel") + " " + row.get("status") + " " + row.get("error"))
        .hasSize(2)
        .first()
        .isEqualTo("SMS FAILED Attempt To Send To Unsubscribed Recipient 21610");
    assertThat(again.get(0).get("error_code")).isEqualTo("21610");
    assertThat(again.get(1).get("channel")).isEqualTo("EMAIL");
    assertThat(again.get(1).get("status")).isEqualTo("SENT");
    assertThat(again.get(1).get("error_code")).isEqualTo("250");
  }

  @Test
  void a_page_tells_the_whole_story_of_a_message_its_filters_leave_a_part_of() throws IOException {
    report("formats=html", "error-code=21610");
    String page =
        Files.readString(home.resolve("reports/message-report-2026-11-24-error-code-21610.html"));
    assertThat(page)
        .containsPattern("<dt>Filters</dt><dd>error-code 21610</dd>")
        .containsPattern("<dt>Rows</dt><dd>1</dd>")
        .contains("Attempt To Send To Unsubscribed Recipient 21610", "pat@example.edu")
        .doesNotContain("kim@example.edu", "welcome");
  }

  @Test
  void R4_a_message_without_a_way_is_one_row_with_its_reason() throws IOException {
    report();
    assertThat(rows("message-report"))
        .filteredOn(row -> row.get("student_id").equals("S3"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("status")).isEqualTo("FAILED");
              assertThat(row.get("channel")).isEmpty();
              assertThat(row.get("error_code")).isEmpty();
              assertThat(row.get("attempted_at")).isEmpty();
              assertThat(row.get("error"))
                  .isEqualTo("no phone that may be texted and no email address are listed");
            });
  }

  @Test
  void O1_the_export_names_every_phone_of_the_person_with_one_evidence() throws IOException {
    report();
    assertThat(rows("opt-outs"))
        .extracting(row -> row.get("phone") + " " + row.get("phone_type"))
        .containsExactly("+13125550110 Mobile", "+13125550111 Home");
    assertThat(rows("opt-outs"))
        .extracting(
            row ->
                row.get("learned_from")
                    + " "
                    + row.get("sender")
                    + " "
                    + row.get("error_code")
                    + " "
                    + row.get("error"))
        .containsOnly(
            "GATEWAY_21610 "
                + TestHeed.ADVISING
                + " 21610 Attempt To Send To Unsubscribed Recipient 21610");
    assertThat(rows("opt-outs"))
        .extracting(row -> row.get("evidence"))
        .doesNotContain("")
        .hasSize(2);
    assertThat(rows("opt-outs")).extracting(row -> row.get("has_new_phone")).containsOnly("no");
    assertThat(rows("opt-outs").get(0).get("opted_out_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-06:00");
  }

  @Test
  void a_text_a_spreadsheet_would_run_is_made_harmless_and_numbers_stay_exact() throws IOException {
    report();
    assertThat(Files.readString(file("opt-outs")))
        .contains(",'=HYPERLINK(1),")
        .contains(",+13125550110,");
  }

  @Test
  void files_are_readable_by_their_owner_only() throws IOException {
    report();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("opt-outs"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("reports"))))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest(name = "{0}: {1} message rows, {2} opt-outs")
  @CsvSource({
    "error-code=21610, 1, 2",
    "error-code=Attempt To Send To Unsubscribed Recipient 21610, 1, 2",
    "error-code=attempt to send to unsubscribed recipient, 1, 2",
    "error-code=30006, 0, 0",
    "since=P7D, 7, 2",
    "since=PT12H, 4, 2",
    "since=2026-11-24, 4, 2",
    "until=2026-11-23, 3, 0",
    "until=2026-11-24, 7, 2",
    "since=2026-11-24T12:00, 4, 2",
    "since=2026-11-24T18:00:00Z, 4, 2",
    "sender=bursar, 2, 0",
    "sender=(202) 555-0100, 5, 2",
    "campaign=welcome, 3, 2",
    "status=failed, 2, 2",
    "channel=email, 2, 2",
  })
  void filters_apply_to_both_as_far_as_the_columns_are_there(
      String filter, long messages, long optOuts) {
    assertThat(heed.run("report", filter).summary())
        .containsEntry("message_report_rows", messages)
        .containsEntry("opt_outs_rows", optOuts);
  }

  @Test
  void one_mail_with_both_files_goes_to_each_address() {
    int before = heed.mails().size();
    Ran result = heed.run("report", "to=a@example.edu, b@example.edu", "error-code=21610");
    assertThat(result.done()).isTrue();
    List<String> mails = heed.mails().subList(before, before + 2);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0))
        .contains(
            "To: a@example.edu",
            "Subject: Opt-outs and text messages, Tue 24 Nov 2026: 2 opted-out phones",
            "As of Tue 24 Nov 2026, 12:00 PM",
            "Filters: error-code 21610",
            "Opt-out export: 2 rows",
            "filename=message-report-2026-11-24-error-code-21610.csv",
            "filename=opt-outs-2026-11-24-error-code-21610.csv")
        .doesNotContain("b@example.edu");
    assertThat(mails.get(1)).contains("To: b@example.edu");
  }

  @Test
  void L4_the_export_dropped_back_changes_nothing() throws IOException {
    report();
    List<String> decided = decided();
    heed.drop("opt-outs.csv", Files.readAllBytes(file("opt-outs")));
    assertThat(heed.run("import").summary()).containsEntry("rejected", 0L);
    assertThat(decided()).isEqualTo(decided);
  }

  @Test
  void L4_the_export_dropped_back_after_a_spreadsheet_had_it_changes_nothing() throws IOException {
    report();
    List<String> decided = decided();
    StringBuilder saved = new StringBuilder(OPT_OUT_COLUMNS.replace(',', ';')).append("\r\n");
    for (CSVRecord row : rows("opt-outs")) {
      // It takes phones for numbers and writes times its own way.
      saved
          .append(
              String.join(";", row.toList())
                  .replaceAll("\\+(\\d{11})", "$1")
                  .replaceAll("2026-11-24T(\\d\\d:\\d\\d):\\d\\d-06:00", "24.11.2026 $1"))
          .append("\r\n");
    }
    assertThat(saved).contains(";13125550110;", ";24.11.2026 ");
    heed.drop("saved.csv", saved.toString().getBytes(Charset.forName("windows-1252")));
    assertThat(heed.run("import").summary()).containsEntry("rejected", 0L);
    assertThat(decided()).isEqualTo(decided);
  }

  /** Each phone's status and by what it is known. */
  private List<String> decided() {
    return heed.jdbc.queryForList(
        """
        select f.number || ' ' || f.sms_status || ' ' || e.evidence from phone f
        join consent_event e on e.id = f.decided_by order by f.number
        """,
        String.class);
  }

  @Test
  void every_format_that_is_asked_for_has_the_same_rows() throws IOException {
    Ran result = heed.run("report", "formats=csv, XLSX");
    assertThat(result.problem()).isNull();
    assertThat(result.lines())
        .anyMatch(line -> line.matches("message report: 7 rows -> .*\\.csv"))
        .anyMatch(line -> line.matches("message report: 7 rows -> .*\\.xlsx"));
    Path xlsx = home.resolve("reports/message-report-2026-11-24.xlsx");
    assertThat(result.summary().get("files"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(4)
        .contains(xlsx.toString());
    try (ReadableWorkbook book = new ReadableWorkbook(xlsx.toFile())) {
      List<Row> rows = book.getFirstSheet().read();
      List<CSVRecord> records = rows("message-report");
      assertThat(rows).hasSize(records.size() + 1);
      for (int i = 0; i < records.size(); i++) {
        Row row = rows.get(i + 1);
        assertThat(row.getCellText(0)).isEqualTo(records.get(i).get(0));
        assertThat(row.getCell(2).asDate().toString())
            .isEqualTo(records.get(i).get(2).substring(0, 16));
        assertThat(row.getCell(4).asString()).isEqualTo(records.get(i).get(4));
      }
    }
  }

  private void report(String... parameters) {
    assertThat(heed.run("report", parameters).problem()).isNull();
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("reports"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name + "-[0-9-]{10}\\.csv"))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<CSVRecord> rows(String name) throws IOException {
    String text = Files.readString(file(name)).substring(1);
    try (CSVParser parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new java.io.StringReader(text))) {
      return parser.getRecords();
    }
  }

  private String columns(String view) {
    Map<String, Object> row =
        heed.jdbc.queryForList("select * from " + view + " fetch first 1 rows only").get(0);
    return String.join(",", row.keySet()).toLowerCase(java.util.Locale.ROOT);
  }
}
