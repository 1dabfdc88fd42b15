package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is asked for while a night has the embedded database. */
@NullUnmarked
class ReportBesideRunTest {
  @TempDir Path home;

  @Test
  void a_report_waits_for_the_nights_end_and_says_so_and_ends_when_it_is_asked_to()
      throws Exception {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Files.writeString(inbox.resolve("c.csv"), "phone,from,message\n+13125550110,Advising,Hello\n");
    TestDatabase.HSQLDB.url(home);
    try (HeldGateway gateway = new HeldGateway(1)) {
      assertThat(
              gateway
                  .heed(home, "run", "import", "--heed.import.unchanged-for=0s")
                  .waitFor(90, TimeUnit.SECONDS))
          .isTrue();
      Process night = gateway.heed(home, "run", "nightly");
      assertThat(gateway.isFull()).as(Files.readString(home.resolve("err"))).isTrue();
      Path other = Files.createDirectories(home.resolve("other"));
      Process ended = gateway.heed(home, other, "run", "report");
      awaits(other, ended);
      ended.destroy();
      assertThat(ended.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.exitValue()).isEqualTo(Problems.RUNNING);
      Path said = Files.createDirectories(home.resolve("said"));
      Process report = gateway.heed(home, said, "run", "report");
      awaits(said, report);
      assertThat(night.isAlive()).isTrue();
      gateway.goOn();
      assertThat(report.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(report.exitValue()).isZero();
      assertThat(Files.readString(said.resolve("err")))
          .hasLineCount(1)
          .contains("the database is in use: nightly since ");
    }
    assertThat(home.resolve("reports")).isDirectoryContaining("glob:**message-report-*.csv");
  }

  private static void awaits(Path said, Process report) throws Exception {
    while (!Files.readString(said.resolve("err")).contains("waiting for its end")) {
      assertThat(report.isAlive()).as(Files.readString(said.resolve("err"))).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
