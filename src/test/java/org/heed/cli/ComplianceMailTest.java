package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monthly report for auditors, by the job file that is shipped, in a mail (E7). */
@NullUnmarked
class ComplianceMailTest {
  @TempDir Path folder;

  @Test
  void E7_the_shipped_job_mails_the_month_before() {
    try (Office office = new Office(folder, "--heed.jobs=" + Path.of("jobs").toAbsolutePath())) {
      office.clock.set(Instant.parse("2026-10-31T18:00:00Z"));
      office.drop(
          "c.csv",
          "phone,email,from,message",
          "3125550110,a@example.edu,Advising,Hello",
          "3125550111,b@example.edu,Advising,Hello");
      office.night();
      office.clock.set(Instant.parse("2026-11-01T18:00:00Z"));
      office.sandbox.reply("+13125550110", org.heed.TestHeed.ADVISING, "STOP");
      office.drop("d.csv", "phone,email,from,message", "3125550111,b@example.edu,Bursar,Fees");
      office.night();
      office.heed("run", "compliance");
      assertThat(office.mails("counsel@example.edu")).as("whom to mail is not known").isEmpty();
      office.heed("run", "compliance", "to=counsel@example.edu");
      assertThat(office.mails("counsel@example.edu"))
          .singleElement()
          .satisfies(
              mail ->
                  assertThat(mail)
                      .contains("Thu 1 Oct 2026", "Sat 31 Oct 2026")
                      .contains(
                          "- compliance-2026-11-01-month-2026-10.csv",
                          "- compliance-2026-11-01-month-2026-10.html")
                      .contains(
                          "Texts the gateway accepted: 2\n",
                          "Texts that began after Heed knew of the no: 0\n",
                          "Files that tried to undo an opt-out: 0\n")
                      .doesNotContain("No data yet"));
      Path csv =
          office.files("reports").stream()
              .filter(file -> file.toString().endsWith("month-2026-10.csv"))
              .findFirst()
              .orElseThrow();
      assertThat(office.read("reports", csv.getFileName().toString()))
          .contains("Texts,Texts the gateway accepted,2,texts,")
          .contains(",A reply of the person,0,");
    }
  }
}
