package org.heed.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What registrars are told by mail, seen at the mail server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked
class RegistrarMailTest {
  private static final String REGISTRAR = "registrar@example.edu";
  private static final Pattern COUNT =
      Pattern.compile(
          "(?m)^  (texted|emailed|failed|waiting|held|unknown|rejected|in all) +([\\d,]+)");

  @Parameter TestDatabase database;
  private RawSmtp server;
  private TestHeed heed;
  private int phone;
  private int seen;

  @BeforeParameterizedClassInvocation
  void start(TestDatabase given, @TempDir Path home) {
    server = new RawSmtp();
    seen = 0;
    heed =
        TestHeed.start(
            given,
            home,
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + server.port(),
            "--heed.mail.from=heed@example.edu",
            "--heed.mail.operators=it@example.org,night@example.org");
  }

  @BeforeEach
  void nothingWasSent() {
    seen = server.mails().size();
  }

  @AfterParameterizedClassInvocation
  void end() {
    heed.close();
    server.close();
  }

  @Test
  void a_file_that_was_taken_is_told_with_its_reasons_and_segments() {
    String known = nextPhone();
    drop(
        "fall.csv",
        row(known, "Hello"),
        row(nextPhone(), "x".repeat(200)),
        row("12", "Hello"),
        row(nextPhone(), "Hello"),
        row(nextPhone(), "Hello"));
    heed.run("import");
    String mail = only(REGISTRAR);
    assertThat(mail)
        .contains("Subject: fall.csv: 4 messages queued, 1 row rejected")
        .contains("4 messages queued, 1 row rejected, of 5 rows.")
        .contains("line 4, phone: ")
        .contains("Text segments: at most 5")
        .doesNotContain(known.substring(2))
        .doesNotContain("\"12\"");
  }

  @Test
  void a_file_that_was_rejected_whole_is_told_too() {
    drop("wrong.csv", row("12", "Hello"), row("13", "Hello"), row(nextPhone(), "Hello"));
    heed.run("import");
    assertThat(only(REGISTRAR))
        .contains("Subject: wrong.csv: rejected: Too many rows have mistakes (2 of 3)")
        .contains("All of them with their values are in the attached receipt.")
        .contains("REJECTED. Nothing of this file was taken.")
        .doesNotContain("segments:");
  }

  @Test
  void the_same_content_again_is_told_to_whoever_was_told_first() {
    String row = row(nextPhone(), "Once");
    drop("once.csv", row);
    heed.run("import");
    only(REGISTRAR);
    drop("twice.csv", row);
    heed.run("import");
    assertThat(only(REGISTRAR)).contains("nothing is queued again");
  }

  @Test
  void the_sums_of_a_night_are_the_rows_of_the_file() {
    String optedOut = nextPhone();
    drop("before.csv", row(optedOut, "Before"));
    heed.run("import");
    heed.run("nightly");
    heed.gateway().reply(optedOut, TestHeed.ADVISING, "STOP");
    heed.clock.advance(Duration.ofDays(1));
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(row(nextPhone(), "Night"));
    }
    rows.add(row(optedOut, "Night"));
    rows.add(row("nonsense", "Night"));
    rows.add(row(nextPhone(), "Later", "2027-05-01"));
    drop("night.csv", rows.toArray(String[]::new));
    heed.run("import");
    seen = server.mails().size();
    heed.run("nightly");
    String mail = only(REGISTRAR);
    assertThat(mail)
        .contains("Subject: night: 12 texted, 1 emailed, 1 waiting, 1 rejected")
        .contains("1: the person opted out of texts")
        .contains("1: to be sent after Sat 1 May 2027, 12:00 AM");
    assertThat(counts(mail)).containsEntry("in all", 15L);
    assertThat(
            counts(mail).entrySet().stream()
                .filter(count -> !count.getKey().equals("in all"))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum())
        .isEqualTo(15);
    heed.run("nightly");
    assertThat(mails(REGISTRAR)).as("nothing has changed").isEmpty();
  }

  @Test
  void operators_get_the_summary_of_each_night() {
    drop("told.csv", row(nextPhone(), "Told"));
    heed.run("import");
    heed.run("nightly");
    for (String operator : List.of("it@example.org", "night@example.org")) {
      assertThat(mails(operator))
          .singleElement()
          .asString()
          .containsPattern("Subject: Heed nightly, \\w{3} 2\\d Nov 2026: \\d texted, 0 emailed")
          .contains("0 texts refused because the person opted out")
          .containsPattern("As of \\w{3} 2\\d Nov 2026, ");
    }
  }

  @Test
  void a_job_file_can_name_who_is_told() {
    heed.drop(
        "plain.csv",
        "phone,email,from,message",
        row(nextPhone(), "Plain").replace("," + REGISTRAR, ""));
    heed.run("import", "notify=it@example.edu, desk@example.edu");
    assertThat(mails("it@example.edu")).singleElement().asString().contains("plain.csv: 1 message");
    assertThat(only("desk@example.edu")).contains("Subject: plain.csv: 1 message queued");
    heed.run("nightly", "notify=late@example.edu");
    assertThat(mails("late@example.edu")).anyMatch(m -> m.contains("Subject: plain: 1 texted"));
    assertThat(mails("it@example.edu")).hasSize(1);
  }

  @Test
  void what_the_server_does_not_take_stays_owed_and_goes_once() {
    server.script(command -> command.startsWith("RCPT") ? "451 4.3.0 not now" : null);
    drop("owed.csv", row(nextPhone(), "Owed"));
    Ran first = heed.run("import");
    assertThat(first.problem()).isNull();
    assertThat(first.lines().get(0)).contains("owed.csv: 1 message queued");
    assertThat(first.lines().get(1)).contains("not taken now, the next run tries again: 451");
    assertThat(mails(REGISTRAR)).isEmpty();
    server.script(command -> null);
    assertThat(heed.run("import").problem()).isNull();
    assertThat(mails(REGISTRAR)).hasSize(1);
    heed.run("import");
    assertThat(only(REGISTRAR)).contains("owed.csv");
  }

  @Test
  void a_mail_without_an_answer_goes_once_more_and_no_more() {
    server.script(command -> command.equals(RawSmtp.END) ? RawSmtp.RESET : null);
    drop("doubt.csv", row(nextPhone(), "Doubt"));
    assertThat(heed.run("import").lines()).anyMatch(line -> line.contains("tries once more"));
    assertThat(heed.run("import").lines()).anyMatch(line -> line.contains("may have arrived"));
    heed.run("import");
    assertThat(mails(REGISTRAR)).hasSize(2);
    assertThat(mails(REGISTRAR).stream().map(RegistrarMailTest::messageId).distinct()).hasSize(1);
    server.script(command -> null);
  }

  @Test
  void a_mail_the_server_puts_off_for_three_days_is_given_up() {
    server.script(command -> command.startsWith("RCPT") ? "451 4.3.0 not now" : null);
    drop("later.csv", row(nextPhone(), "Later"));
    heed.run("import");
    heed.clock.advance(Duration.ofHours(71));
    assertThat(heed.run("import").lines()).anyMatch(line -> line.contains("the next run tries"));
    heed.clock.advance(Duration.ofHours(2));
    assertThat(heed.run("import").lines()).anyMatch(line -> line.contains("is given up: 451"));
    server.script(command -> null);
    heed.run("import");
    assertThat(mails(REGISTRAR)).isEmpty();
  }

  @Test
  void of_an_email_that_failed_no_address_is_told() {
    server.script(
        command ->
            command.startsWith("RCPT TO:<bounce") ? "550 5.1.1 <bounce@x.edu>: unknown" : null);
    heed.drop(
        "off.csv",
        "phone,email,from,message,notify",
        "+13125559999,bounce1@x.edu,Advising,Hello," + REGISTRAR,
        "+13125559998,bounce2@x.edu,Advising,Hello," + REGISTRAR);
    heed.drop("stop.csv", "phone,sms_status", "+13125559999,DISABLED", "+13125559998,DISABLED");
    heed.run("import");
    heed.run("nightly");
    server.script(command -> null);
    assertThat(mails(REGISTRAR))
        .filteredOn(mail -> mail.contains("Subject: off: 2 failed"))
        .singleElement()
        .asString()
        .contains("2: the mail server refused the email")
        .doesNotContain("bounce");
  }

  private static String messageId(String mail) {
    Matcher id = Pattern.compile("Message-ID: (\\S+)").matcher(mail);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void an_address_the_server_refuses_is_told_and_given_up() {
    server.script(command -> command.startsWith("RCPT") ? "550 5.1.1 no such user" : null);
    drop("refused.csv", row(nextPhone(), "Refused"));
    Ran run = heed.run("import");
    assertThat(run.problem()).isNull();
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("the mail to " + REGISTRAR + " was refused: 550"));
    server.script(command -> null);
    heed.run("import");
    assertThat(mails(REGISTRAR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "a@b@c", "a@example.edu and b"})
  void what_is_no_address_keeps_nobodys_message_back_and_is_told(String typed) {
    drop("typo.csv", row(nextPhone(), "Typo " + typed).replace(REGISTRAR, "\"" + typed + "\""));
    Ran run = heed.run("import");
    assertThat(run.lines())
        .anyMatch(
            line ->
                line.contains(
                    "typo.csv: 1 message queued; notify: found "
                        + typed
                        + ", expected an address such as texts@example.edu; nobody is told there"));
    assertThatThrownBy(() -> heed.run("import", "notify=" + typed))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("notify: found " + typed);
  }

  private void drop(String name, String... rows) {
    List<String> lines = new ArrayList<>(List.of("phone,email,from,message,notify,send_after"));
    lines.addAll(List.of(rows));
    heed.drop(name, lines.toArray(String[]::new));
    heed.clock.advance(Duration.ofSeconds(2));
  }

  private static String row(String phone, String message) {
    return row(phone, message, "");
  }

  private static String row(String phone, String message, String after) {
    return phone
        + ",s@example.edu,Advising,"
        + message
        + ","
        + REGISTRAR
        + (after.isEmpty() ? "" : "," + after);
  }

  private String nextPhone() {
    return "+1312555%04d".formatted(++phone);
  }

  private String only(String address) {
    List<String> mails = mails(address);
    assertThat(mails).hasSize(1);
    seen = server.mails().size();
    return mails.get(0);
  }

  private List<String> mails(String address) {
    return server.mails().stream()
        .skip(seen)
        .filter(mail -> mail.contains("To: " + address))
        .map(mail -> mail.replace("=\r\n", "").replaceAll("\r\n (?! )", " ").replace("\r\n", "\n"))
        .toList();
  }

  private static java.util.Map<String, Long> counts(String mail) {
    java.util.Map<String, Long> counts = new java.util.TreeMap<>();
    Matcher found = COUNT.matcher(mail);
    while (found.find()) {
      counts.put(found.group(1), Long.valueOf(found.group(2).replace(",", "")));
    }
    return counts;
  }
}
