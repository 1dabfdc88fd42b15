package org.heed.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.gateway.Certificates;
import org.heed.mail.RawSmtp;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Emails that a mail server puts off, and addresses that stop no other email. */
@NullUnmarked
class MailPutOffTest {
  @TempDir Path home;
  private final RawSmtp server = new RawSmtp();

  @AfterEach
  void stop() {
    server.close();
  }

  private TestHeed start(TestDatabase database, String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "--heed.delivery.max-attempts=2",
                "--heed.mail.from=texts@example.edu",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.port()));
    all.addAll(List.of(more));
    TestHeed heed = TestHeed.start(database, home, all.toArray(String[]::new));
    heed.drop(
        "c.csv",
        "student_id,email,from,message",
        "E1,s1@x.edu,Advising,Hello",
        "E2,s2@x.edu,Advising,Hello",
        "E3,s3@x.edu,Advising,Hello");
    assertThat(heed.run("import").summary()).containsEntry("queued", 3L);
    return heed;
  }

  private static List<String> statuses(TestHeed heed) {
    return heed.jdbc.queryForList("select status from message order by id", String.class);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_put_off_for_the_configured_age_fails_with_the_servers_words(TestDatabase database) {
    server.script(said -> said.contains("<s2@") ? "451 4.2.0 mailbox is busy" : null);
    try (TestHeed heed = start(database, "--heed.mail.give-up-after=2d")) {
      for (int night = 0; night < 3; night++) {
        assertThat(heed.run("nightly").problem()).isNull();
        assertThat(statuses(heed)).containsExactly("SENT", "READY", "SENT");
        heed.clock.advance(Duration.ofDays(1));
      }
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(statuses(heed)).containsExactly("SENT", "FAILED", "SENT");
      assertThat(heed.jdbc.queryForList("select error from message_report", String.class))
          .contains("451 4.2.0 mailbox is busy");
      assertThat(server.mails()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_address_no_server_takes_fails_alone_and_in_one_night(TestDatabase database) {
    try (TestHeed heed = start(database)) {
      for (String bad : List.of("\u010D@x.edu", "s1@x.edu; s2@x.edu", "s1@x", "pawe\u0142@x.edu")) {
        int before = server.mails().size();
        heed.jdbc.update("update message set status = 'READY', channel = null");
        heed.jdbc.update("update message set email = ? where line = 3", bad);
        assertThat(heed.run("nightly").problem()).isNull();
        assertThat(statuses(heed)).as(bad).containsExactly("SENT", "FAILED", "SENT");
        assertThat(server.mails()).hasSize(before + 2);
      }
      assertThat(server.commands("RCPT"))
          .allMatch(told -> told.equals("RCPT TO:<s1@x.edu>") || told.equals("RCPT TO:<s3@x.edu>"));
      assertThat(heed.jdbc.queryForObject("select error from message where line = 3", String.class))
          .startsWith("the mail server takes no letter such as \u0142 before the @");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "HSQLDB")
  void when_encryption_is_gone_emails_wait_and_it_is_said_once(
      TestDatabase database, @TempDir Path folder) throws Exception {
    server.encryption(Certificates.context(folder));
    try (TestHeed heed =
        start(database, "--spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1")) {
      assertThat(heed.run("nightly").problem()).isNull();
      int encrypted = server.connections();
      assertThat(server.commands("STARTTLS")).hasSize(encrypted);

      server.encryption(null);
      heed.jdbc.update("update message set status = 'READY'");
      Ran night = heed.run("nightly");
      assertThat(night.done()).isFalse();
      assertThat(night.problem())
          .startsWith(
              "mail server: 127.0.0.1:" + server.port() + " offers no STARTTLS, and did on ")
          .endsWith("; 3 emails stay queued, nothing is lost");
      assertThat(statuses(heed)).containsOnly("READY");
      assertThat(server.connections()).isEqualTo(encrypted + 1);
      assertThat(server.mails()).hasSize(3);
    }
  }
}
