package org.heed.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.Java;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.gateway.ShortCalls;
import org.heed.mail.RawSmtp;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a night makes of every fault of the mail server, seen at the server. */
@NullUnmarked
class MailNightTest {
  private static final Pattern ID = Pattern.compile("(?m)^Message-ID:\\s+(<\\S+>)");

  @TempDir static Path home;
  private static final RawSmtp server = new RawSmtp();
  private static TestHeed heed;
  private static int files;

  /**
   * A fault met by the second of three letters.
   *
   * @param letters how often the second one is written to its end, under one id
   * @param message what becomes of it
   * @param code its server's reply code
   * @param next what becomes of it in the next night, without the fault
   */
  record Row(
      String what,
      Conversation.Fault fault,
      int letters,
      String message,
      Integer code,
      String next) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        always("RCPT", "450 4.2.0 greylisted", 0, "READY", 450, "SENT"),
        always("RCPT", "550 5.1.1 no such user", 0, "FAILED", 550, "FAILED"),
        always("RCPT", "550 5.7.1 relaying denied", 0, "FAILED", 550, "FAILED"),
        always("DATA", "451 4.3.0 not now", 0, "READY", 451, "SENT"),
        always("DATA", "554 5.6.0 no", 0, "FAILED", 554, "FAILED"),
        always(RawSmtp.END, "554 5.7.1 spam", 1, "FAILED", 554, "FAILED"),
        always(RawSmtp.END, "452 4.2.2 mailbox full", 2, "READY", 452, "SENT"),
        once("RCPT", RawSmtp.RESET, 1, "SENT", 250),
        once("DATA", RawSmtp.RESET, 1, "SENT", 250),
        once(RawSmtp.END, RawSmtp.RESET, 2, "SENT", 250),
        once("RCPT", "421 closing", 1, "SENT", 250),
        always("RCPT", RawSmtp.RESET, 0, "READY", null, "SENT"),
        always(RawSmtp.END, RawSmtp.RESET, 3, "UNKNOWN", null, "UNKNOWN"));
  }

  @BeforeAll
  static void start() {
    heed = heed(home, server.port());
    heed.drop("sender.csv", "student_id,mobile_phone", "S0,3125550110");
    heed.run("import");
  }

  @AfterAll
  static void stop() {
    heed.close();
    server.close();
  }

  @BeforeEach
  void nothingIsQueued() {
    for (String table : List.of("attempt", "intent", "message")) {
      heed.jdbc.update("delete from " + table);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_fault_met_by_one_letter_leaves_the_others_alone(Row row) {
    queue(heed, 3);
    int before = server.mails().size();
    server.script(new Conversation("s1@x.edu", row.fault()));
    Ran night = heed.run("nightly");
    assertThat(night.problem()).isNull();
    assertThat(statuses(heed)).containsExactly("SENT", row.message(), "SENT");
    List<String> letters = letters("s1@x.edu", before);
    assertThat(letters).hasSize(row.letters());
    assertThat(letters.stream().map(MailNightTest::id).distinct()).hasSizeLessThanOrEqualTo(1);
    assertThat(letters("s0@x.edu", before)).hasSize(1);
    assertThat(letters("s2@x.edu", before)).hasSize(1);
    assertThat(
            heed.jdbc.queryForList(
                "select error_code from attempt a join message m on m.id = a.message_id"
                    + " where m.destination = 's1@x.edu'",
                Integer.class))
        .containsExactly(row.code());
    if (row.message().equals("FAILED")) {
      assertThat(heed.jdbc.queryForList("select error from message_report", String.class))
          .anyMatch(words -> words != null && words.startsWith(row.code() + " 5."));
    }

    int again = server.mails().size();
    server.script(command -> null);
    assertThat(heed.run("nightly").problem()).isNull();
    assertThat(statuses(heed)).containsExactly("SENT", row.next(), "SENT");
    assertThat(letters("s1@x.edu", again)).hasSize(row.next().equals(row.message()) ? 0 : 1);
    assertThat(letters("s1@x.edu", before).stream().map(MailNightTest::id).distinct())
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void as_many_leave_at_once_as_there_are_connections() {
    queue(heed, 7);
    // One alone, then two, then four.
    CyclicBarrier four = new CyclicBarrier(4);
    server.script(command -> command.matches("(?i)RCPT TO:<s[3-6]@.*") ? together(four) : null);
    assertThat(heed.run("nightly").problem()).isNull();
    assertThat(four.isBroken()).isFalse();
    assertThat(statuses(heed)).containsOnly("SENT").hasSize(7);
  }

  private static String together(CyclicBarrier all) {
    try {
      all.await(20, TimeUnit.SECONDS);
      return null;
    } catch (Exception e) {
      return "554 alone";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RawSmtp.GREETING, "MAIL", "RCPT"})
  void a_server_that_takes_fewer_at_once_gets_all_of_them_once(String where) {
    queue(heed, 30);
    Set<Thread> taken = ConcurrentHashMap.newKeySet();
    server.script(
        command -> {
          boolean another = taken.size() < 2 && taken.add(Thread.currentThread());
          return another || taken.contains(Thread.currentThread()) || !command.startsWith(where)
              ? null
              : "421 4.7.0 too many connections";
        });
    int before = server.mails().size();
    assertThat(heed.run("nightly").problem()).isNull();
    assertThat(statuses(heed)).containsOnly("SENT").hasSize(30);
    assertThat(server.mails()).hasSize(before + 30);
  }

  @Test
  void emails_to_one_person_leave_one_after_the_other() {
    files++;
    List<String> lines = new ArrayList<>(List.of("student_id,email,from,message"));
    for (int i = 0; i < 16; i++) {
      lines.add("F%d,f%d@x.edu,Advising,Hello %d %d".formatted(i % 3, i % 3, i, files));
    }
    heed.drop("c" + files + ".csv", lines.toArray(String[]::new));
    heed.run("import");
    Map<String, Thread> open = new ConcurrentHashMap<>();
    AtomicInteger atOnce = new AtomicInteger();
    server.script(
        command -> {
          if (command.startsWith("RCPT")
              && open.putIfAbsent(command, Thread.currentThread()) != null) {
            atOnce.incrementAndGet();
          } else if (command.equals(RawSmtp.END)) {
            open.values().remove(Thread.currentThread());
          }
          return null;
        });
    assertThat(heed.run("nightly").problem()).isNull();
    assertThat(statuses(heed)).containsOnly("SENT").hasSize(16);
    assertThat(atOnce).hasValue(0);
  }

  @Test
  void a_server_that_relays_nothing_for_us_fails_nobody() {
    queue(heed, 25);
    server.script(command -> command.startsWith("RCPT") ? "554 5.7.1 Relay access denied" : null);
    int asked = server.commands("RCPT").size();
    assertThat(heed.run("nightly").problem())
        .isEqualTo(
            "mail server: relays nothing for us, said to 10 recipients in a row (see"
                + " spring.mail.username): 554 5.7.1 Relay access denied; 25 emails stay queued,"
                + " nothing is lost");
    assertThat(server.commands("RCPT")).hasSize(asked + 10);
    assertThat(statuses(heed)).containsOnly("READY").hasSize(25);
    server.script(command -> null);
    heed.run("nightly");
    assertThat(statuses(heed)).containsOnly("SENT").hasSize(25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException | true",
        "550 5.7.1 Our system has detected an unusual rate of unsolicited mail | true",
        "550 5.4.5 Daily sending limit exceeded | true",
        "554 5.7.1 Service unavailable; client host blocked using a list | true",
        "550 5.1.1 User unknown | false",
        "552 5.2.2 Mailbox full, over quota | false",
        "552 5.3.4 Message size exceeds fixed limit | false",
      })
  void a_server_that_takes_nothing_from_us_for_now_fails_nobody(String answer, boolean ofServer) {
    queue(heed, 12);
    server.script(command -> command.equals(RawSmtp.END) ? answer : null);
    String problem = heed.run("nightly").problem();
    if (ofServer) {
      assertThat(problem)
          .startsWith("mail server: takes nothing from us now, said to 10 recipients in a row: ")
          .contains(answer, "12 emails stay queued");
    } else {
      assertThat(problem).isNull();
    }
    server.script(command -> null);
    heed.run("nightly");
    assertThat(statuses(heed)).containsOnly(ofServer ? "SENT" : "FAILED").hasSize(12);
  }

  @Test
  void recipients_a_server_does_not_relay_to_fail_when_others_are_taken() {
    queue(heed, 12);
    server.script(
        command ->
            command.startsWith("RCPT") && !command.contains("s9@") && !command.contains("s11@")
                ? "550 5.7.1 Unable to relay"
                : null);
    assertThat(heed.run("nightly").problem()).isNull();
    assertThat(statuses(heed)).filteredOn("FAILED"::equals).hasSize(10);
    assertThat(statuses(heed)).filteredOn("SENT"::equals).hasSize(2);
  }

  @Test
  void a_server_that_never_answers_ends_the_emails_and_not_the_night_for_ever(@TempDir Path other) {
    CountDownLatch over = new CountDownLatch(1);
    try (TestHeed slow =
        heed(other, server.port(), "--spring.mail.properties.mail.smtp.timeout=300")) {
      queue(slow, 8);
      server.script(command -> command.startsWith("RCPT") ? await(over) : null);
      int asked = server.commands("RCPT").size();
      assertThat(slow.run("nightly").problem())
          .isEqualTo(
              "mail server: the connection was lost with 3 emails in a row; 8 emails stay queued,"
                  + " nothing is lost");
      assertThat(server.commands("RCPT").size() - asked).isLessThanOrEqualTo(2 * 3 * 3);
    }
    over.countDown();
  }

  @Test
  void a_server_that_loses_every_answer_leaves_three_letters_in_doubt_and_no_more() {
    queue(heed, 8);
    server.script(command -> command.equals(RawSmtp.END) ? RawSmtp.RESET : null);
    int before = server.mails().size();
    assertThat(heed.run("nightly").problem())
        .isEqualTo(
            "mail server: the connection was lost after the mail's end with 3 emails in a row;"
                + " 5 emails stay queued, nothing is lost");
    assertThat(server.mails()).hasSize(before + 9);
    assertThat(statuses(heed)).filteredOn("UNKNOWN"::equals).hasSize(3);
  }

  @Test
  void without_a_server_emails_stay_queued(@TempDir Path other) {
    int port = ShortCalls.nowhere().getPort();
    try (TestHeed down = heed(other, port)) {
      queue(down, 3);
      assertThat(down.run("nightly").problem())
          .startsWith("mail server: 127.0.0.1:" + port + " cannot be reached: ")
          .endsWith("; 3 emails stay queued, nothing is lost");
      assertThat(statuses(down)).containsOnly("READY").hasSize(3);
    }
  }

  /** A server that is not there, and one that says at some word that it is closing. */
  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "GREETING", "EHLO", "MAIL", "RCPT", "DATA", RawSmtp.END})
  void a_server_that_is_down_is_said_once_a_run(String where, @TempDir Path other)
      throws Exception {
    server.script(command -> command.startsWith(where) ? "421 4.3.2 closing for the night" : null);
    int port = where.equals("nowhere") ? ShortCalls.nowhere().getPort() : server.port();
    try (TestHeed down =
        heed(
            other,
            port,
            "--heed.mail.staff=a@example.edu,b@example.edu",
            "--heed.mail.operators=c@example.edu")) {
      List<String> lines = new ArrayList<>(List.of("student_id,email,from,message"));
      for (int i = 0; i < 20; i++) {
        lines.add("E%d,s%d@x.edu,Advising,Hello".formatted(i, i));
      }
      down.drop("fall.csv", lines.toArray(String[]::new));
      int before = server.connections();
      said(down.run("import"), "mail server: ");
      assertThat(server.connections() - before).as("connections").isLessThanOrEqualTo(9);
      before = server.connections();
      said(down.run("nightly"), "mail server: ");
      assertThat(server.connections() - before).as("connections").isLessThanOrEqualTo(50);
      said(down.run("report", "to=a@example.edu,b@example.edu"), " was not taken: ");
      assertThat(statuses(down)).containsOnly("READY").hasSize(20);
    }
    if (where.equals("nowhere") || where.equals("RCPT")) {
      int logged = logged(other).length();
      assertThat(night(other, port).split("mail server|421 4", -1).length - 1)
          .isEqualTo(where.equals("RCPT") ? 2 : 1);
      assertThat(logged(other).substring(logged).lines())
          .filteredOn(line -> line.contains("mail server") || line.contains("421 4"))
          .hasSize(1);
    }
  }

  /** The whole log: at midnight it goes on in another file. */
  private static String logged(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  /** A night as a command; what it says on standard error. */
  private static String night(Path home, int port) throws Exception {
    Path err = home.resolve("err");
    List<String> command = Java.heed();
    command.addAll(
        List.of(
            "run",
            "nightly",
            "--heed.home=" + home,
            "--heed.mail.staff=a@example.edu,b@example.edu",
            "--heed.mail.operators=c@example.edu",
            "--heed.mail.from=texts@example.edu",
            "--heed.delivery.max-attempts=2",
            "--heed.delivery.backoff=1ms",
            "--heed.mail.give-up-after=999d",
            "--heed.senders[0].number=" + TestHeed.ADVISING,
            "--heed.senders[0].name=Advising",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + port));
    Process night =
        new ProcessBuilder(command)
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(night.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(night.exitValue()).as(Files.readString(err)).isOne();
    assertThat(Files.readString(home.resolve("out"))).doesNotContain("mail server", "421");
    return Files.readString(err);
  }

  private static void said(Ran run, String once) {
    assertThat(String.valueOf(run.problem()).split(once, -1)).as(run.problem()).hasSize(2);
    // A folder's name may have any digits in it.
    assertThat(run.lines().toString().replaceAll("\\d{4,}", ""))
        .doesNotContain(once, "421", "not taken");
    assertThat(run.done()).isFalse();
  }

  @Test
  void without_the_encryption_that_was_asked_for_the_property_is_named(@TempDir Path other) {
    server.script(command -> null);
    try (TestHeed plain =
        heed(other, server.port(), "--spring.mail.properties.mail.smtp.starttls.enable=true")) {
      queue(plain, 3);
      int before = server.mails().size();
      assertThatThrownBy(() -> plain.run("nightly"))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageStartingWith("spring.mail.properties.mail.smtp.starttls.enable: found true");
      assertThat(server.mails()).hasSize(before);
      assertThat(statuses(plain)).containsOnly("READY").hasSize(3);
    }
  }

  private static TestHeed heed(Path home, int port, String... more) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "--heed.delivery.max-attempts=2",
                "--heed.mail.from=texts@example.edu",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + port));
    properties.addAll(List.of(more));
    return TestHeed.start(TestDatabase.HSQLDB, home, properties.toArray(String[]::new));
  }

  private static void queue(TestHeed heed, int letters) {
    files++;
    List<String> lines = new ArrayList<>(List.of("student_id,email,from,message"));
    for (int i = 0; i < letters; i++) {
      lines.add("E%d,s%d@x.edu,Advising,Hello %d".formatted(i, i, files));
    }
    heed.drop("c" + files + ".csv", lines.toArray(String[]::new));
    assertThat(heed.run("import").summary()).containsEntry("queued", (long) letters);
  }

  private static List<String> letters(String to, int from) {
    List<String> mails = server.mails();
    return mails.subList(from, mails.size()).stream()
        .filter(mail -> mail.contains("To: " + to))
        .toList();
  }

  private static String id(String mail) {
    return ID.matcher(mail).results().findFirst().orElseThrow().group(1);
  }

  private static List<String> statuses(TestHeed heed) {
    return heed.jdbc.queryForList(
        "select status from message where channel = 'EMAIL' order by id", String.class);
  }

  private static String await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return RawSmtp.RESET;
  }

  private static Row always(
      String verb, String answer, int letters, String message, Integer code, String next) {
    return new Row(
        verb + " " + answer,
        (said, nth) -> said.equals(verb) ? answer : null,
        letters,
        message,
        code,
        next);
  }

  private static Row once(String verb, String answer, int letters, String message, Integer code) {
    return new Row(
        verb + " " + answer + " once",
        (said, nth) -> said.equals(verb) && nth == 1 ? answer : null,
        letters,
        message,
        code,
        message);
  }
}
