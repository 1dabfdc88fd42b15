package org.heed.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.Ran;
import org.heed.TestClock;
import org.heed.TestHeed;
import org.heed.job.RunLock;
import org.heed.mail.RawSmtp;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emails of a run that stood still for longer than its lease. */
@NullUnmarked
class LostLeaseMailTest {
  private static final int EMAILS = 3;

  @TempDir Path home;
  private final RawSmtp server = new RawSmtp();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void no_email_leaves_once_another_run_has_taken_over_and_the_next_sends_the_rest() {
    try (TestHeed heed = heed()) {
      server.script(
          said -> {
            if (said.equals(RawSmtp.END) && server.mails().isEmpty()) {
              takeOver(heed);
            }
            return null;
          });
      Ran night = heed.run("nightly");
      assertThat(night.done()).isFalse();
      assertThat(night.problem()).contains("another run has taken over");
      assertThat(server.mails()).hasSize(1);
      assertThat(heed.count("message where status = 'SENT'")).as("what left is recorded").isOne();

      giveBack(heed);
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(server.commands("RCPT")).doesNotHaveDuplicates().hasSize(EMAILS);
      assertThat(heed.count("message where status = 'SENT'")).isEqualTo(EMAILS);
    }
  }

  @Test
  void a_run_that_slept_and_was_not_missed_goes_on_with_its_emails() {
    try (TestHeed heed = heed()) {
      server.script(
          said -> {
            if (said.equals(RawSmtp.END) && server.mails().isEmpty()) {
              heed.clock.advance(java.time.Duration.ofHours(1));
            }
            return null;
          });
      assertThat(heed.run("nightly").problem()).isNull();
      assertThat(server.commands("RCPT")).doesNotHaveDuplicates().hasSize(EMAILS);
    }
  }

  private TestHeed heed() {
    TestHeed heed =
        TestHeed.start(
            TestDatabase.POSTGRESQL.url(home),
            home,
            new TestClock(TestHeed.NOON),
            "--heed.lease=1s",
            "--heed.mail.from=texts@example.edu",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + server.port());
    heed.drop(
        "c.csv",
        "student_id,email,from,message",
        "E1,s1@x.edu,Advising,Hello",
        "E2,s2@x.edu,Advising,Hello",
        "E3,s3@x.edu,Advising,Hello");
    assertThat(heed.run("import").problem()).isNull();
    return heed;
  }

  /** As another process does when the lease has run out; until this one knows. */
  private static void takeOver(TestHeed heed) {
    heed.jdbc.update(
        "update shedlock set locked_by = 'another', locked_at = locked_at + interval '1 hour'");
    RunLock lock = heed.bean(RunLock.class);
    while (lock.held()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static void giveBack(TestHeed heed) {
    heed.jdbc.update("update shedlock set lock_until = locked_at - interval '1 day'");
  }
}
