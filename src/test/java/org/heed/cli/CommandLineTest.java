package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed, what is said, and the exit status. */
@NullUnmarked
class CommandLineTest {
  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void database() {
    TestDatabase.HSQLDB.url(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| no command given",
        "nosuch | nosuch",
        "run | JOB",
        "run nosuch | no job nosuch in",
        "run import --verbose | --verbose",
        "--debug run import | --debug",
        "run import again | expected a parameter such as",
        "run import when=now | import: found when=, expected again=",
        "run nightly when=now | nightly: found when=now",
        "run report error-cod=21610 | report: found error-cod=, expected one of error-code",
        "run report formats=pdf | formats: found pdf, expected csv",
        "run report since=yesterday | since: found yesterday, expected a date",
        "run report sender=Nobody | sender: found Nobody, expected a name or number of"
            + " heed.senders",
        "run report report=weekly | report: found weekly, expected one of messages, opt-outs,"
            + " delay, consent-events",
        "run report report=consent-event | the nearest is consent-events",
        "run report report=optouts | the nearest is opt-outs",
        "run report status=deliverd | the nearest is DELIVERED",
        "run report report=opt-outs campaign=x | campaign: report=opt-outs has nothing of the kind",
        "run report month=october | month: found october, expected a month such as",
        "run report month=2026-13 | month: found 2026-13, expected a month such as",
        "run report month=3026-10 | month: found 3026-10, which has not begun yet",
        "run report month=last since=P1M | month: found with since=, expected one of the two",
        "run report month=2026-10 until=2026-10-31 | month: found with until=",
        "run report month=last since=last | month: found with since=",
        "run report phone=12 | phone: found 12, too few digits for a phone number",
        "run report to=nobody | to: found nobody, expected addresses",
        "run import --heed.home | expected --heed.home=VALUE",
        "run import --heed.delivery.concurrency=many | heed.delivery.concurrency: found many,"
            + " expected a whole number",
        "run import --heed.delivery.concurrency=0 | heed.delivery.concurrency: found 0, expected 1"
            + " to 1000",
        "run import --heed.delivery.quiet-hours=late | heed.delivery.quiet-hours: found late,"
            + " expected",
        "run import --heed.delivery.pause-at-opt-outs=5 | heed.delivery.pause-at-opt-outs: found 5,"
            + " expected a share such as 5%",
        "run import --heed.time-zone=Chicago | heed.time-zone: found Chicago, expected a time zone",
        "run import --heed.lease=soon | heed.lease: found soon, expected a time such as",
        "run import --heed.delivery.proof-after=later | heed.delivery.proof-after: found later,"
            + " expected a time",
        "run import --heed.gateway=carrier | heed.gateway: found carrier, expected sandbox or"
            + " twilio",
        "run import --heed.gateway=twilio | heed.twilio.account-sid: missing",
        "run import --heed.twilio.account-sid=AC1 | heed.twilio.auth-token",
        "run import --heed.senders[0].number=12 | heed.senders[0].number: too few digits",
        "run import --heed.import.max-rejected=some | heed.import.max-rejected: found some,"
            + " expected a share",
        "run import --heed.consent.default-status=maybe | heed.consent.default-status: found maybe,"
            + " expected one of opted-in, opted-out",
        "run nightly --heed.twilio.base-url=http://example.edu | heed.twilio.base-url: found"
            + " http://example.edu, expected https",
        "run import --heed.consent.learn-form-replies=false | heed.consent.learn-form-replies:"
            + " there is no such setting; the nearest is heed.consent.learn-from-replies",
        "run import --heed.import.unchangedFor=0s --heed.lease=9ms | heed.lease: found 9 ms",
        "run import --heed.mail.deadline=soon | heed.mail.deadline: found soon, expected a time",
        "run import --heed.mail.connections=0 | heed.mail.connections: found 0, expected 1 to 32",
        "run import --heed.mail.connections=33 | heed.mail.connections: found 33, expected 1 to",
        "run import --heed.mail.give-up-after=0s | heed.mail.give-up-after: found PT0S, expected",
        "run import --heed.name=${NOBODY} | heed.name: found ${NOBODY}, and neither a setting",
        "run import --spring.mail.hots=x | spring.mail.hots: there is no such setting; the nearest"
            + " is spring.mail.host",
        "run import --spring.datasource.url=jdbc:postgres://h/x | spring.datasource.url: found",
        "run import --spring.datasource.url= | spring.datasource.url: found",
        "run import --spring.datasource.driver-class-name=org.Foo | found org.Foo, expected none",
        "preview | FILE",
        "preview nosuch.csv | nosuch.csv: there is no such file, expected a CSV file or an Excel"
            + " workbook",
        "preview nosuch.csv --show=-1 | --show: found -1, expected 0 to 1000",
        "person | ID",
        "person S1 | No student, phone or email S1.",
        "consent | expected disable, enable, history, evidence or verify",
        "consent disable S1 --by=Kim | --reason",
        "consent enable S1 --by=Kim --reason= | --reason: expected 1 to 1000 characters",
        "consent enable S1 --by=Kim --reason=x --source=y | --source: expected --basis with it",
        "consent enable S1 --by=Kim --reason=x --basis= | --basis: expected 1 to 200 characters",
        "consent history S1 --on=yesterday | --on: found yesterday, expected a date",
        "review dismiss | ID",
        "review dismiss 7 --by=Kim --reason=no | found 7, expected the id of an entry of review",
        "resume --by=Kim | Missing required parameter",
        "resume spring --by=Kim | --reason",
        "resume spring --by= --reason=fine | --by: expected 1 to 200 characters",
        "resume spring --by=Kim --reason=fine | found spring, expected what is paused: nothing is",
        "settle | MESSAGE",
        "settle 5 sent | --by",
        "settle five sent --by=Kim --reason=asked | five",
        "settle 5 maybe --by=Kim --reason=asked | found maybe, expected sent or resend",
        "settle 5 sent --by= --reason=asked | --by: expected 1 to 200 characters",
        "settle 5 sent --by=Kim --reason=asked | found message 5, expected the id of a message",
        "serve --heed.jobs=nowhere | heed.jobs: no job file with a cron",
        "serve --heed.delivery.quiet-hours=17:00-09:00 | always inside heed.delivery.quiet-hours",
        "run nightly --heed.delivery.quiet-hours=17:00-09:00 | always inside"
            + " heed.delivery.quiet-hours",
      })
  void wrong_usage_is_told_in_one_line(String typed, String words) {
    assertThat(run(typed == null ? "" : typed)).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("heed: ")
        .contains(words)
        .hasLineCount(1);
  }

  @Test
  void completion_names_every_command() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "demo",
            "run",
            "preview",
            "serve",
            "status",
            "person",
            "consent",
            "resume",
            "settle",
            "audit",
            "sandbox",
            "completion");
  }

  @Test
  void a_result_is_on_standard_output_and_as_json_when_asked() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/people.csv"), "student_id,mobile_phone\nS1,(312) 555-0110\n");
    assertThat(run("run import --json --heed.import.unchanged-for=0s")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("{")
        .contains("\"job\" : \"import\"", "\"done\" : true", "\"accepted\" : 1")
        .doesNotContain("heed:");
    out.reset();
    assertThat(run("status")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("import (by hand): done", "people.csv: 1 row of people taken");
    out.reset();
    assertThat(run("status --json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"READY\" : 0", "\"kind\" : \"import\"");
  }

  @Test
  void E2_an_audit_that_finds_something_lists_it_and_ends_with_1() throws Exception {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/c.csv"), "phone,message,from\n(312) 555-0110,Hi,(202) 555-0100\n");
    String sender = " --heed.senders[0].number=+12025550100 --heed.senders[0].name=Advising";
    assertThat(run("run import --heed.import.unchanged-for=0s" + sender)).isZero();
    out.reset();
    assertThat(run("audit")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "Audit of ",
            "  texts after a known opt-out: 0; looked at: 0 texts to 0 phones with an opt-out or an"
                + " opt-in",
            "  phones whose status is not what the ledger says: 0; looked at: 1 phone",
            "  messages that are not what their tries say, or went twice: 0; looked at: 1"
                + " message\n")
        .contains("No violation.");
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:hsqldb:file:" + home + "/db/heed;shutdown=true", "SA", "");
        Statement statement = database.createStatement()) {
      statement.execute("update message set status = 'SENT', channel = 'SMS'");
      statement.execute("update phone set sms_status = 'DISABLED'");
    }
    out.reset();
    assertThat(run("audit")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("E1 phone (312) 555-0110: its status is DISABLED")
        .contains("E2 message 1: it is SENT, expected an accepted text")
        .contains("or went twice: 1; looked at: 1 message", "3 violations.");
    out.reset();
    assertThat(run("audit --json")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("{")
        .contains(
            "\"violation_count\" : 3",
            "\"subject\" : \"message 1\"",
            "\"subject\" : \"phone +13125550110\"");
    err.reset();
    assertThat(run("settle 1 resend --by=Kim --reason=asked")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("heed: message 1 is SENT, expected UNKNOWN: there is nothing to decide\n");
  }

  @Test
  void L4_E3_staff_turn_a_person_off_and_are_told_what_is_known() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/people.csv"),
        "student_id,first_name,mobile_phone,home_phone\nS1,Pat,312-555-0110,312-555-0111\n");
    assertThat(run("run import --heed.import.unchanged-for=0s")).isZero();
    out.reset();
    assertThat(run("consent disable S1 --by=Kim --reason=asked")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("Pat (S1): no more texts to (312) 555-0110, (312) 555-0111.\n");
    out.reset();
    assertThat(run("person 3125550110")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Pat, student S1", "(312) 555-0110  Mobile      DISABLED  since ")
        .contains("turned off by Kim", "To read out: Staff turned this phone off")
        .contains("evidence: staff Kim; reason: asked");
    out.reset();
    assertThat(run("person S1 --json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"student_id\" : \"S1\"", "\"sms_status\" : \"DISABLED\"", "\"way_back\"");
    out.reset();
    assertThat(run("consent history S1 --on=2020-01-01")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "(312) 555-0110 was DEFAULT at the end of Wed 1 Jan 2020: nobody had said anything");
    out.reset();
    assertThat(run("review")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("No reply waits for review.\n");
    out.reset();
    assertThat(run("consent enable 312-555-0111 --by=Kim --reason=mistake")).isZero();
    assertThat(run("consent history 312-555-0111")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("ENABLED", "reason: mistake")
        .hasLineCount(3);
    out.reset();
    String asked =
        "consent enable 312-555-0111 --by=Kim --reason=x --heed.consent.require-basis=true";
    assertThat(run(asked)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  No text goes to this phone before it is on record how you agreed to texts");
    out.reset();
    String basis =
        "consent enable 312-555-0111 --by=Kim --reason=form --basis=written --source=desk";
    assertThat(run(basis)).isZero();
    assertThat(run(basis)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Texts rest on: written")
        .doesNotContain("No text goes");
    out.reset();
    assertThat(run("consent history 312-555-0111")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("rests on: written, desk")
        .hasLineCount(3);
    out.reset();
    assertThat(run("consent history 312-555-0111 --json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"source\" : \"desk\"");
  }

  @Test
  void a_preview_is_told_as_text_and_as_one_json_object() throws IOException {
    Path file = home.resolve("fall.csv");
    Files.writeString(
        file,
        """
        phone,email,from,message
        (312) 555-0110,,Advising,It’s time
        12,,Advising,Hi
        3125550111,,Nobody,Hi
        312-555-0112,,Advising,Hi
        312-555-0113,,Advising,Hi
        """);
    String typed =
        "preview "
            + file
            + " --now --heed.delivery.quiet-hours=off --heed.senders[0].number=+12025550100"
            + " --heed.senders[0].name=Advising";
    assertThat(run(typed)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "fall.csv: the whole file would be rejected",
            "Why: Too many rows have mistakes (2 of 5), so nothing was queued.",
            "  line 3 \"12\"");
    out.reset();
    assertThat(run(typed + " --show=1 --heed.import.max-rejected=50%")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "fall.csv: a campaign of 5 rows, if it were sent now, ",
            "          3  by text, 3 segments\n          0  by email\n",
            "          2  rejected\n          5  rows\n",
            "  What leaves less room; no text costs more because of it:",
            "    ’  right single quotation mark, in 1 text, first in line 2",
            """
              line 2: by text to (312) 555-0110 from Advising, 1 segment
                | It’s time
                | Reply STOP to opt out
            """,
            "Nothing was stored; the file is where it was.");
    out.reset();
    assertThat(run(typed + " --rows --heed.import.max-rejected=50%")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("line 2: by text to (312) 555-0110 from Advising, 1 segment\nline 3: rej");
    out.reset();
    assertThat(run(typed + " --json --show=1 --heed.import.max-rejected=50%")).isZero();
    tools.jackson.databind.JsonNode read =
        tools.jackson.databind.json.JsonMapper.shared()
            .readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(read.get("counts").toString())
        .isEqualTo(
            "{\"rows\":5,\"text\":3,\"email\":0,\"fail\":0,\"held\":0,\"waiting\":0,\"rejected\":2}");
    assertThat(read.get("rows").size()).isEqualTo(5);
    assertThat(read.get("rows").get(0).get("to").asString()).isEqualTo("+13125550110");
    assertThat(read.get("rows").get(1).get("column").asString()).isEqualTo("phone");
    assertThat(read.get("messages").get(0).get("text").asString())
        .isEqualTo("It’s time\nReply STOP to opt out");
    assertThat(Files.exists(home.resolve("inbox"))).isFalse();
  }

  @Test
  void a_preview_of_what_is_no_file_is_exit_1() {
    assertThat(run("preview " + home)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("heed: " + home + " cannot be read: it is no file\n");
  }

  @Test
  void only_unreadable_files_are_exit_1() throws IOException {
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(home.resolve("inbox/report.csv"), "%PDF-1.7 nonsense");
    assertThat(run("run import --heed.import.unchanged-for=0s")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("none of the files").hasLineCount(1);
  }

  @Test
  void a_database_that_served_one_gateway_refuses_another() {
    assertThat(run("run import")).isZero();
    assertThat(run("run import --heed.twilio.account-sid=AC1 --heed.twilio.auth-token=x"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("heed.gateway: found twilio, but this database has served sandbox");
  }

  private int run(String typed) {
    List<String> words = new ArrayList<>();
    if (!typed.isBlank()) {
      words.addAll(List.of(typed.strip().split(" ")));
    }
    if (!typed.contains("--heed.home")) {
      words.add("--heed.home=" + home);
    }
    return Heed.execute(words, new Ending(), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
