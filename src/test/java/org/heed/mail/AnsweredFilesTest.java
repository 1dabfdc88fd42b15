package org.heed.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dropped file is answered by mail, with its receipt (C3). */
@NullUnmarked
class AnsweredFilesTest {
  @TempDir Path home;

  /** A file, and what its answer says. */
  record Dropped(String name, List<String> lines, String says) {}

  static Stream<Dropped> files() {
    return Stream.of(
        new Dropped("shapes.csv", List.of("colour,shape", "red,round"), "REJECTED"),
        new Dropped("empty.csv", List.of(""), "REJECTED"),
        new Dropped("photo.pdf", List.of("%PDF-1.7"), "REJECTED"),
        new Dropped("people.csv", List.of("student_id,mobile_phone", "S1,3125550110"), "1 row of"),
        new Dropped("off.csv", List.of("phone,sms_status", "3125550110,DISABLED"), "1 row of"),
        new Dropped("wrong.csv", List.of("phone,from,message", "12,Advising,Hello"), "REJECTED"),
        new Dropped("stop.csv", List.of("cancel", "nope"), "REJECTED"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void C3_a_file_that_names_nobody_is_answered_to_the_registrars(Dropped file) {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.mail.staff=staff@example.edu",
            "--heed.mail.registrars=office@example.edu")) {
      heed.drop(file.name(), file.lines().toArray(String[]::new));
      heed.run("import");
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .contains("To: office@example.edu", file.says(), ".receipt.txt", ".receipt.csv");
      heed.run("import");
      assertThat(heed.mails()).hasSize(1);
    }
  }

  /** A subject is shown on locked screens: what stands in the file is no part of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'S1,+13125550110,Pat Lee' | x.csv: rejected: the first line is no header Heed knows",
        "'student_id,(312) 555-0110' | x.csv: rejected: line 1 is no header Heed knows",
        "'phone,message,Pat Lee' | x.csv: rejected: There is no column \"from\"",
        "'phone,from,message\n"
            + "12,Library,Hi' | x.csv: rejected: Too many rows have mistakes (1 of 1)",
        "'student_id,mobile_phone,home_phone\nS1,3125550110,12' | x.csv: 1 row of people taken",
        "'phone,sms_status\n3125550110,ON\n3125550111,OFF' | x.csv: 1 row of consent taken, 1 row"
            + " rejected",
        "%PDF-1.7 | x.csv: rejected: found a PDF",
      })
  void C3_a_subject_says_what_became_of_the_file_alone(String text, String subject) {
    try (TestHeed heed =
        TestHeed.start(TestDatabase.HSQLDB, home, "--heed.mail.staff=staff@example.edu")) {
      heed.drop("x.csv", text.lines().toArray(String[]::new));
      heed.run("import");
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .containsPattern("(?m)^Subject: " + java.util.regex.Pattern.quote(subject) + "\r?$");
    }
  }

  @ParameterizedTest
  @EnumSource
  void C3_a_campaign_s_answer_says_what_comes_next_and_its_outcome_follows(TestDatabase database)
      throws Exception {
    Path jobs = Files.createDirectories(home.resolve("jobs"));
    Files.writeString(jobs.resolve("nightly.yml"), "kind: nightly\ncron: \"0 0 18 * * *\"\n");
    try (TestHeed heed =
        TestHeed.start(
            database, home, "--heed.mail.staff=staff@example.edu", "--heed.jobs=" + jobs)) {
      heed.drop(
          "fall.csv",
          "phone,from,message,send_after",
          "3125550110,Advising,Come at 3,",
          "12,Bursar,Hello,",
          "3125550111,Bursar,Pay,",
          "3125550112,Bursar,Pay,",
          "3125550113,Bursar,Pay,2026-11-24 18:00");
      heed.run("import");
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .contains(
              "To: staff@example.edu",
              "From: Advising, Bursar",
              "with the next nightly run, Mon 23 Nov 2026, 6:00 PM, outside the quiet hours (8:00"
                  + " PM to 9:00 AM where the phone is); rows that ask for a later time wait until"
                  + " then, the last until Tue 24 Nov 2026, 6:00 PM.",
              "    Come at 3",
              "    Reply STOP to opt out",
              "the column cancel and \"fall\" below it",
              ".receipt.xlsx",
              ".receipt.csv",
              ".receipt.txt");
      heed.run("nightly");
      assertThat(heed.mails()).hasSize(2);
      assertThat(heed.mails().get(1))
          .contains(
              "fall: 3 texted, 1 waiting, 1 rejected", "campaign-fall.csv", "campaign-fall.xlsx");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void a_file_that_is_gone_is_said_and_holds_no_mail_back(TestDatabase database) throws Exception {
    try (TestHeed heed = TestHeed.start(database, home)) {
      Path there = Files.writeString(home.resolve("reports.csv"), "x");
      heed.bean(Notices.class)
          .add(List.of("a@example.edu"), "S", "T\n", List.of(there, home.resolve("gone.csv")));
      heed.bean(Notices.class).send();
      assertThat(heed.mails())
          .singleElement()
          .asString()
          .contains("reports.csv", "Not attached, it is gone: gone.csv");
    }
  }

  /** A server that closes whenever it hears of one of these. */
  @ParameterizedTest
  @CsvSource({"23456, 1, 0, true", "1245, 2, 4, false", "123456, 0, 0, true"})
  void a_server_that_goes_away_is_said_once_and_not_of_each_mail(
      String lost, int taken, int notes, boolean down) {
    try (RawSmtp server = new RawSmtp();
        TestHeed heed =
            TestHeed.start(
                TestDatabase.HSQLDB,
                home,
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.port(),
                "--heed.mail.from=texts@example.edu")) {
      server.script(
          said ->
              said.startsWith("RCPT") && lost.indexOf(said.charAt(said.indexOf('@') - 1)) >= 0
                  ? "421 4.3.2 closing"
                  : null);
      heed.bean(Notices.class)
          .add(IntStream.rangeClosed(1, 6).mapToObj(n -> n + "@example.edu").toList(), "S", "T\n");
      Sent sent = heed.bean(Notices.class).send();
      assertThat(sent.sent()).isEqualTo(taken);
      assertThat(sent.notes()).hasSize(notes);
      assertThat(sent.problem()).isEqualTo(down ? "mail server: 421 4.3.2 closing" : null);
      assertThat(server.connections()).isLessThanOrEqualTo(14);
      server.script(said -> null);
      assertThat(heed.bean(Notices.class).send())
          .isEqualTo(new Sent(6 - taken, List.of(), null, null));
    }
  }
}
