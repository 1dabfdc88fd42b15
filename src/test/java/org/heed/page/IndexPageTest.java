package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The page that leads to everything, as a browser shows it. */
@NullUnmarked
class IndexPageTest {
  @RegisterExtension static final Browser browser = new Browser();

  @Test
  void it_fits_any_screen_and_paper_and_its_links_lead_on(@TempDir Path home) {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.import.max-rejected=90%",
            "--heed.price-per-segment=0.0083")) {
      heed.drop(
          "people.csv",
          "student_id,first_name,email,mobile_phone",
          "S1,Pat,pat@example.edu,(312) 555-0110",
          "S2,Kim,kim@example.edu,",
          "S3,Hal,hal@example.edu,+18085550107",
          "S4,Ana,,");
      heed.drop(
          "a-very-long-name-of-a-campaign-that-somebody-gave-it-2026.csv",
          "student_id,from,message",
          "S1,Advising,Hello " + "long ".repeat(60),
          "S2,Advising,Hello",
          "S3,Bursar,Hello",
          "S4,Bursar,Hello",
          "S9,Bursar,Hello");
      heed.drop("later.csv", "student_id,from,message,send_after", "S1,Bursar,Bill,2026-12-24");
      heed.drop("nothing.csv", "colour,shape", "red,round");
      heed.run("import");
      heed.run("nightly");
      heed.clock.advance(Duration.ofMinutes(10));
      heed.run("nightly");
      heed.run("report", "formats=csv,xlsx,html");
      Path page = home.resolve("reports/index.html");
      browser.open(page);
      assertThat(browser.texts("thead th"))
          .containsExactly(
              "Campaign",
              "Rows",
              "Texted",
              "Emailed",
              "Failed",
              "Held",
              "Waiting",
              "Rejected",
              "Next",
              "Segments");
      assertThat(browser.texts("h2"))
          .containsExactly(
              "Campaigns of the last 30 days, and all of which something waits",
              "Reports",
              "What became of each campaign",
              "Files that were taken",
              "Files that were rejected");
      assertThat(browser.texts("td.text"))
          .satisfiesExactlyInAnyOrder(
              later -> assertThat(later).isEqualTo("Thu 24 Dec 2026, 6:00 PM"),
              held ->
                  assertThat(held)
                      .isEqualTo("Mon 23 Nov 2026, 1:00 PMquiet hours where the phone is (1)"));
      Fits.everywhere(browser, 1000);
      assertThat(browser.text("thead")).contains("Campaign", "Segments");
      assertThat(browser.text(".files")).contains("message-report-2026-11-23");
      assertThat(browser.text(".links")).isEmpty();
      browser.open(page);
      browser.driver().findElement(By.linkText("later")).click();
      assertThat(browser.text("h1")).isEqualTo("Campaign later");
    }
  }
}
