package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reports say is true of each row and of each number, and a typing mistake is told. */
@NullUnmarked
class ReportAnswersTest {
  private static final String DAY = "2026-11-23";
  private static final String ANA = "+13125550110";
  private static final String BEN = "+13125550111";
  private static final String SHARED = "+13125550112";
  private static final String CY = "+13125550113";

  @TempDir static Path folder;
  private static Office office;

  /** Ana replies STOP, Ben is refused unheard, of two who share a number one is. */
  @BeforeAll
  static void two_nights() {
    office = new Office(folder, "--heed.consent.learn-from-replies=false");
    office.drop(
        "people.csv",
        "student_id,first_name,email,mobile_phone,home_phone",
        "A,Ana,a@x.edu," + ANA + ",",
        "B,Ben,," + BEN + ",",
        "C,Cy,c@x.edu," + SHARED + "," + CY,
        "D,Dee,d@x.edu," + SHARED + ",");
    office.drop(
        "one.csv",
        "student_id,phone,from,message",
        "A,,Advising,Hi",
        "B,,Advising,Hi",
        "D," + SHARED + ",Advising,Hi",
        "Z9,12,Advising,Hi");
    office.heed("run", "import", "--heed.import.max-rejected=50%");
    office.heed("run", "nightly");
    office.clock.advance(Duration.ofMinutes(5));
    office.sandbox.reply(BEN, ADVISING, "STOP");
    office.sandbox.reply(SHARED, ADVISING, "STOP");
    office.clock.advance(Duration.ofMinutes(5));
    office.drop(
        "two.csv",
        "student_id,phone,from,message",
        "A,,Advising,Again",
        "B,,Advising,Again",
        "D," + SHARED + ",Advising,Again",
        "C," + CY + ",Advising,Again");
    office.heed("run", "import");
    office.heed("run", "nightly");
    office.sandbox.reply(ANA, ADVISING, "STOP");
    office.clock.advance(Duration.ofMinutes(5));
    office.heed("run", "nightly", "--heed.consent.learn-from-replies=true");
  }

  @AfterAll
  static void close() {
    office.close();
  }

  @Test
  void O7_who_only_shares_a_number_is_not_told_to_have_said_so() {
    office.heed("run", "report", "to=dean@x.edu");
    List<String> rows = office.read("reports", "opt-outs-" + DAY + ".csv").lines().toList();
    assertThat(rows.stream().filter(row -> row.startsWith("C,")).toList())
        .singleElement()
        .asString()
        .contains(SHARED, "; shared number; the refused text was somebody else's");
    assertThat(rows.stream().filter(row -> row.startsWith("D,")).toList())
        .singleElement()
        .asString()
        .doesNotContain("shared number");
    assertThat(office.mails("dean@x.edu"))
        .singleElement()
        .asString()
        .contains("Opted-out phones: 3", "People who said so: 3")
        .contains("People with a phone that is off: 4");
  }

  @Test
  void an_error_code_tells_what_it_leaves_out_and_how_that_was_learned() {
    String told =
        "1 opted-out phone left out, learned otherwise than by error 21610: 1 by a reply such as"
            + " STOP";
    assertThat(office.heed("run", "report", "error-code=21610", "formats=html", "to=law@x.edu"))
        .contains("\n" + told);
    assertThat(office.mails("law@x.edu")).singleElement().asString().contains(told);
    assertThat(office.read("reports", "opt-outs-" + DAY + "-error-code-21610.html")).contains(told);
  }

  @Test
  void a_filtered_report_never_takes_a_full_ones_place() {
    office.heed("run", "report");
    String full = office.read("reports", "message-report-" + DAY + ".csv");
    office.heed("run", "report", "status=failed", "campaign=two");
    office.heed("run", "report", "since=P1D", "sender=(202) 555-0100");
    assertThat(office.read("reports", "message-report-" + DAY + ".csv")).isEqualTo(full);
    assertThat(office.read("reports", "message-report-" + DAY + "-campaign-two-status-failed.csv"))
        .contains(",two,")
        .doesNotContain(",one,");
    assertThat(office.files("reports"))
        .anyMatch(
            file -> file.getFileName().toString().startsWith("message-report-" + DAY + "-sender-"));
  }

  @Test
  void a_filter_that_nothing_can_fit_is_a_typing_mistake() {
    for (List<String> mistake :
        List.of(
            List.of("status=OPTED", "found OPTED, expected one of READY, HELD"),
            List.of("channel=phone", "found phone, expected one of SMS, EMAIL"),
            List.of("campaign=nope", "found nope, expected one of two, one"),
            List.of("since=2999-01-01", "since: found 2999-01-01, which is still to come"),
            List.of("since=P-7D", "since: found P-7D, which is still to come"),
            List.of("error-code=2161", "expected a code such as 21610"),
            List.of("error-code=99999x", "expected a code such as 21610"),
            List.of("error-code= ", "expected a code such as 21610"))) {
      assertThat(office.run("run", "report", mistake.get(0))).as(mistake.get(0)).isEqualTo(2);
      assertThat(office.err()).contains(mistake.get(1)).hasLineCount(1);
    }
    assertThat(office.run("run", "report", "since=2026-11-23", "until=2026-11-01")).isEqualTo(2);
    assertThat(office.err()).contains("since: found 2026-11-23, which is not before until");
    assertThat(office.heed("run", "report", "since=2026-11-23", "until=2026-11-23"))
        .contains("rows");
  }

  @Test
  void each_report_is_written_alone_and_says_so_as_data() {
    assertThat(office.heed("run", "report", "report=consent-events", "month=2026-11", "--json"))
        .contains("\"consent_events_rows\" : 7", "\"disabled\" : 5", "\"enabled\" : 0")
        .doesNotContain("message_report", "opt_outs");
    assertThat(office.heed("run", "report", "report=opt-outs", "student=B"))
        .contains("opt-out export: 1 row -> ", "opt-outs-" + DAY + "-student-B.csv")
        .doesNotContain("message report");
    assertThat(office.heed("run", "report", "report=messages", "phone=(312) 555-0111"))
        .contains("message report: 2 rows -> ")
        .doesNotContain("opt-out export");
    assertThat(office.run("run", "report", "student=b")).isEqualTo(2);
    assertThat(office.err()).contains("nobody has this student id; the nearest is B");
    assertThat(office.run("run", "report", "report=delay", "status=FAILED")).isEqualTo(2);
    assertThat(office.err()).contains("status: report=delay has nothing of the kind");
  }

  @Test
  void totals_are_totals_and_news_is_news() {
    office.heed("run", "report", "since=last", "to=news@x.edu");
    office.clock.advance(Duration.ofHours(1));
    office.heed("run", "report", "since=last", "to=news@x.edu");
    List<String> mails = office.mails("news@x.edu");
    assertThat(mails.get(0))
        .contains("This is the first report of its kind", "Opted-out phones: 3");
    assertThat(mails.get(1))
        .contains("Opted-out phones: 3", "New since the last report, Mon 23 Nov 2026: 0")
        .contains("New rows on the message report: 0", "3 opted-out phones (0 new)")
        .doesNotContain("This is the first report");
  }

  @Test
  void a_rejected_row_carries_whom_it_was_for() {
    assertThat(office.read("reports", "campaign-one.csv").lines())
        .anyMatch(row -> row.startsWith("5,Z9,12,") && row.contains(",rejected,"));
  }
}
