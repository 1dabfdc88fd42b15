package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.heed.mail.RawSmtp;
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

/** Reports that show only what is new since the last run of their job; each test has its job. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked
class DeltaReportTest {
  private static final String EVENT =
      "insert into consent_event (number, person_id, sms_status, occurred_at, recorded_at,"
          + " learned_from, sender, said_from, evidence) values (?, 1, 'DISABLED', ?, ?, 'REPLY',"
          + " ?, ?, 'SM1')";

  private static final String ATTEMPT =
      "insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,"
          + " attempted_at, ended_at, gateway_at, gateway_id) select cast(? as bigint), message_id,"
          + " run_id, channel, sender, destination, body, status, attempted_at, ended_at,"
          + " gateway_at, cast(? as varchar(64)) from attempt where id = (select max(id) from"
          + " attempt where message_id = ?)";

  @Parameter TestDatabase database;
  private RawSmtp mailServer;
  private TestHeed heed;
  private int files;

  @BeforeParameterizedClassInvocation
  void start(TestDatabase given, @TempDir Path home) {
    mailServer = new RawSmtp();
    heed =
        TestHeed.start(
            database,
            home,
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + mailServer.port(),
            "--heed.mail.from=texts@example.edu");
    StringBuilder people = new StringBuilder("student_id,email,mobile_phone,home_phone\n");
    for (int i = 11; i <= 22; i++) {
      people.append("S%d,s%d@example.edu,31255501%d,31255502%d\n".formatted(i, i, i, i));
    }
    heed.drop("people.csv", people.toString().strip().split("\n"));
    heed.run("import");
  }

  @AfterParameterizedClassInvocation
  void end() {
    heed.close();
    mailServer.close();
  }

  @Test
  void each_run_shows_what_is_new_since_the_last_run_of_its_job() {
    text("S11", "S12");
    Ran first = run("weekly");
    assertThat(first.lines()).first().isEqualTo("since the beginning (no run before)");
    assertThat(shown(first)).contains("S11 SMS SENT", "S12 SMS SENT");
    assertThat(shown(run("weekly"))).isEmpty();
    text("S13");
    Ran third = run("weekly");
    assertThat(shown(third)).containsExactly("S13 SMS SENT");
    assertThat(third.lines().get(0)).matches("since \\w{3} \\d+ \\w{3} 2026, .* \\(last run\\)");
    text("S14");
    assertThat(shown(run("weekly"))).containsExactly("S14 SMS SENT");
    assertThat(shown(run("another"))).contains("S11 SMS SENT", "S13 SMS SENT", "S14 SMS SENT");
    assertThat(shown(run("weekly", "sender=Advising"))).contains("S11 SMS SENT", "S14 SMS SENT");
    assertThat(shown(run("weekly"))).isEmpty();
  }

  @Test
  void what_is_new_is_shown_as_a_page_too() throws IOException {
    run("paged", "formats=csv,html");
    text("S11");
    Ran second = run("paged", "formats=csv,html");
    assertThat(second.problem()).isNull();
    assertThat(shown(second)).containsExactly("S11 SMS SENT");
    String csv = (String) second.summary().get("message_report");
    assertThat(Files.readString(Path.of(csv.replace(".csv", ".html"))))
        .contains("<dt>Rows</dt><dd>1</dd>")
        .contains("\"S11\"")
        .doesNotContain("\"S12\"");
  }

  @Test
  void a_mail_that_is_not_taken_leaves_the_position_where_it_was() {
    run("mailed", "to=a@example.edu");
    text("S15");
    mailServer.script(said -> said.startsWith("RCPT TO:<b@") ? "450 not now" : null);
    Ran failed = run("mailed", "to=a@example.edu,b@example.edu");
    assertThat(failed.done()).isFalse();
    assertThat(failed.problem()).contains("the mail to b@example.edu was not taken: 450 not now");
    assertThat(shown(failed)).containsExactly("S15 SMS SENT");
    mailServer.script(said -> null);
    text("S16");
    Ran again = run("mailed", "to=a@example.edu,b@example.edu");
    assertThat(again.done()).isTrue();
    assertThat(shown(again)).containsExactly("S15 SMS SENT", "S16 SMS SENT");
    assertThat(shown(run("mailed", "to=a@example.edu"))).isEmpty();
  }

  @Test
  void the_same_news_has_the_same_message_id_until_the_server_has_them() {
    run("ids", "to=a@example.edu");
    text("S17");
    mailServer.script(said -> said.equals(RawSmtp.END) ? RawSmtp.RESET : null);
    assertThat(run("ids", "to=a@example.edu").done()).isFalse();
    String lost = lastId();
    mailServer.script(said -> null);
    run("ids", "to=a@example.edu");
    assertThat(lastId()).isEqualTo(lost);
    run("ids", "to=a@example.edu");
    assertThat(lastId()).isNotEqualTo(lost);
  }

  @Test
  void a_text_that_fails_late_is_news_and_one_that_is_delivered_is_not() {
    text("S18", "S19");
    run("late");
    assertThat(set("S18", "DELIVERED", null)).isEqualTo(1);
    assertThat(set("S19", "FAILED", 30003)).isEqualTo(1);
    assertThat(shown(run("late"))).containsExactly("S19 SMS FAILED");
    assertThat(shown(run("late"))).isEmpty();
  }

  @Test
  void an_opt_out_is_news_once_and_again_after_an_opt_in() {
    run("opt-outs", "to=a@example.edu");
    text("S21");
    reply("+13125550121", "STOP");
    Ran news = run("opt-outs", "to=a@example.edu");
    assertThat(optOuts(news)).containsExactly("+13125550121", "+13125550221");
    assertThat(news.summary())
        .containsEntry("new_since_last", 2L)
        .containsEntry("back_since_last", 0L);
    reply("+13125550121", "START");
    news = run("opt-outs", "to=a@example.edu");
    assertThat(optOuts(news)).isEmpty();
    assertThat(news.summary())
        .containsEntry("new_since_last", 0L)
        .containsEntry("back_since_last", 1L);
    assertThat(mailServer.mails())
        .last()
        .asString()
        .containsPattern("New since the last report, \\w{3} \\d+ \\w{3} 2026: 0")
        .contains("Back again since then: 1");
    reply("+13125550121", "STOP");
    assertThat(optOuts(run("opt-outs", "to=a@example.edu"))).contains("+13125550121");
    assertThat(optOuts(run("opt-outs", "to=a@example.edu"))).isEmpty();
  }

  @Test
  void a_report_of_everything_tells_what_has_changed_since_the_last_one() {
    assertThat(report("all", "to=a@example.edu").summary()).doesNotContainKey("new_since_last");
    text("S22");
    reply("+13125550122", "STOP");
    Ran second = report("all", "to=a@example.edu");
    assertThat(second.summary())
        .containsEntry("new_since_last", 2L)
        .containsEntry("back_since_last", 0L);
    assertThat(optOuts(second)).contains("+13125550122", "+13125550222");
  }

  @Test
  void each_row_is_shown_once_whatever_the_order_its_transactions_end_in() throws SQLException {
    text("S13");
    run("delays", "report=delay");
    Random random = new Random(7);
    Map<String, Integer> seen = new TreeMap<>();
    List<Connection> open = new ArrayList<>();
    int added = 0;
    for (int round = 0; round < 20; round++) {
      open.add(late(added++));
      while (!open.isEmpty() && random.nextInt(3) > 0) {
        commit(open.remove(random.nextInt(open.size())));
      }
      for (CSVRecord row : rows(run("delays", "report=delay"), "delay")) {
        seen.merge(row.get("known_at"), 1, Integer::sum);
      }
    }
    for (Connection one : open) {
      commit(one);
    }
    for (CSVRecord row : rows(run("delays", "report=delay"), "delay")) {
      seen.merge(row.get("known_at"), 1, Integer::sum);
    }
    assertThat(seen).hasSize(added).allSatisfy((time, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void an_attempt_that_becomes_visible_behind_a_later_one_is_not_skipped() throws SQLException {
    text("S14", "S15");
    run("behind");
    long id = heed.jdbc.queryForObject("select max(id) from attempt", Long.class);
    long message = heed.jdbc.queryForObject("select max(message_id) from attempt", Long.class);
    Connection slow = attempt(id + 1, message, "EARLY");
    commit(attempt(id + 2, message, "LATE"));
    assertThat(rows(run("behind"), "message_report"))
        .extracting(row -> row.get("gateway_id"))
        .containsExactly("LATE");
    commit(slow);
    assertThat(rows(run("behind"), "message_report"))
        .extracting(row -> row.get("gateway_id"))
        .containsExactly("EARLY");
    assertThat(rows(run("behind"), "message_report")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"until=2026-11-30", "status=delivered"})
  void a_filter_that_would_hide_news_for_good_is_refused(String filter) {
    assertThatThrownBy(() -> run("hiding", filter))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("with since=last, expected");
  }

  /** An event in a transaction of its own; the earlier it begins the later it happened. */
  private Connection late(int n) throws SQLException {
    Connection connection = connection();
    try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
      insert.setString(1, "+13125550113");
      insert.setObject(2, heed.clock.instant().minusSeconds(5000 + n).atOffset(ZoneOffset.UTC));
      insert.setObject(3, heed.clock.instant().minusSeconds(n).atOffset(ZoneOffset.UTC));
      insert.setString(4, TestHeed.ADVISING);
      insert.setString(5, "+13125550113");
      insert.executeUpdate();
    }
    return connection;
  }

  private Connection attempt(long id, long message, String sid) throws SQLException {
    Connection connection = connection();
    try (PreparedStatement insert = connection.prepareStatement(ATTEMPT)) {
      insert.setLong(1, id);
      insert.setString(2, sid);
      insert.setLong(3, message);
      insert.executeUpdate();
    }
    return connection;
  }

  private Connection connection() throws SQLException {
    Connection connection = heed.bean(DataSource.class).getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void commit(Connection connection) throws SQLException {
    try (connection) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private int set(String student, String status, Integer code) {
    return heed.jdbc.update(
        """
        update attempt set status = ?, error_code = ? where id = (select max(a.id) from attempt a
          join message m on m.id = a.message_id join person p on p.id = m.person_id
          where p.student_id = ?)
        """,
        status,
        code,
        student);
  }

  private void text(String... students) {
    heed.clock.advance(Duration.ofDays(1));
    List<String> rows = new ArrayList<>(List.of("student_id,from,message"));
    for (String student : students) {
      rows.add(student + ",Advising,Hello " + ++files);
    }
    heed.drop("texts-" + files + ".csv", rows.toArray(String[]::new));
    heed.run("import");
    assertThat(heed.run("nightly").problem()).isNull();
  }

  private void reply(String phone, String body) {
    heed.clock.advance(Duration.ofMinutes(5));
    heed.gateway().reply(phone, TestHeed.ADVISING, body);
    heed.clock.advance(Duration.ofMinutes(5));
    heed.run("nightly");
  }

  private Ran run(String job, String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.add("since=last");
    return report(job, all.toArray(String[]::new));
  }

  private Ran report(String job, String... parameters) {
    Map<String, String> given = new TreeMap<>();
    for (String parameter : parameters) {
      String[] words = parameter.split("=", 2);
      given.put(words[0], words[1]);
    }
    return Ran.of(heed.bean(Jobs.class).run("report", new JobRun(job, given, null)).orElseThrow());
  }

  private String lastId() {
    String mail = mailServer.mails().get(mailServer.mails().size() - 1);
    return mail.replaceAll("(?s).*Message-ID: (<[^>]+>).*", "$1");
  }

  private List<String> shown(Ran result) {
    return rows(result, "message_report").stream()
        .map(
            row ->
                row.get("student_id")
                    + " "
                    + row.get("channel")
                    + " "
                    + row.get("status").replace("DELIVERED", "SENT"))
        .toList();
  }

  private List<String> optOuts(Ran result) {
    return rows(result, "opt_outs").stream().map(row -> row.get("phone")).toList();
  }

  private List<CSVRecord> rows(Ran result, String report) {
    try (CSVParser parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(
                new StringReader(
                    Files.readString(Path.of((String) result.summary().get(report)))
                        .substring(1)))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
