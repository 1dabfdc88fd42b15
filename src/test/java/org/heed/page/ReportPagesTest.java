package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heed.TestHeed;
import org.heed.report.OutcomeFiles;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Pages of real nights, from the dropped file to what a browser shows. */
@NullUnmarked
class ReportPagesTest {
  @RegisterExtension static final Browser browser = new Browser();

  private static void nights(TestHeed heed) {
    heed.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Pat,Lee,pat@example.edu,(312) 555-0110,312-555-0111",
        "S2,Kim,=1+1,kim@example.edu,312-555-0112,",
        "S3,Ana,<b>Silva</b>,,,312-555-0113",
        "S5,Bo,Lee,bo@example.edu,(312) 555-0110,");
    heed.run("import");
    heed.drop("welcome.csv", "student_id,from,message", "S1,Advising,Hello", "S2,Advising,Hello");
    heed.run("import");
    heed.run("nightly");
    heed.gateway().reply("+13125550110", TestHeed.ADVISING, "STOP");
    heed.clock.advance(Duration.ofDays(1));
    heed.drop(
        "again.csv",
        "Student ID;From;Message;Room;Room no.",
        "S1;Advising;\"Hello; again\";12;",
        "S2;Advising;Hello again;<i>13</i>;b",
        "S3;Advising;Hello again;14;c",
        "S4;Advising;Hello again;15;d",
        "S2;Nobody;Hello again;16;e",
        "S2;Advising;Hello for 17;17;f;g");
    heed.run("import");
    heed.run("nightly");
  }

  @Test
  void pages_show_what_the_nights_came_to(@TempDir Path home) throws IOException {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.consent.learn-from-replies=false",
            "--heed.import.max-rejected=90%")) {
      nights(heed);
      Path reports = home.resolve("reports");
      heed.run("report", "formats=html", "error-code=21610");
      filtered(reports.resolve("message-report-2026-11-24-error-code-21610.html"));
      assertThat(reports.resolve("message-report-2026-11-24-error-code-21610.csv")).doesNotExist();
      optOuts(reports.resolve("opt-outs-2026-11-24-error-code-21610.html"));
      heed.run("report", "formats=html", "report=delay");
      delay(reports.resolve("delay-2026-11-24.html"));
      heed.run("report", "formats=html", "report=consent-events");
      consentEvents(reports.resolve("consent-events-2026-11-24.html"));
      receipt(reports.resolve("campaign-again.html"));
      Files.delete(home.resolve("done").resolve(sent(home)));
      Long id =
          heed.jdbc.queryForObject("select id from campaign where name = 'again'", Long.class);
      heed.bean(OutcomeFiles.class).write(List.of(id), one -> true, List.of());
      gone(reports.resolve("campaign-again.html"));
    }
  }

  private static String sent(Path home) throws IOException {
    try (var files = Files.list(home.resolve("done"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("-again.csv"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The story of a refused text has its email, though the filter leaves that out. */
  private static void filtered(Path page) {
    browser.open(page);
    assertThat(browser.text(".facts")).contains("error-code 21610");
    assertThat(browser.text("#count")).isEqualTo("1 row");
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.texts(".story li bdi"))
        .containsExactly(
            "Queued for Pat Lee (S1), campaign again, from Advising.",
            "Text to (312) 555-0110 refused: " + Sample.REFUSED + ".",
            "Emailed to pat@example.edu in place of the text.");
    assertThat(browser.accessibility()).isEmpty();
  }

  private static void optOuts(Path page) {
    browser.open(page);
    assertThat(browser.text("#count")).isEqualTo("3 rows");
    assertThat(browser.texts("tbody tr.row"))
        .filteredOn(row -> row.contains("Shared number: somebody else said no"))
        .singleElement()
        .asString()
        .contains("Bo Lee", "(312) 555-0110");
    browser.choose("Error", Sample.REFUSED + " (3)");
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.texts(".story li bdi").get(0))
        .isEqualTo("A text from (202) 555-0100 was refused: " + Sample.REFUSED + ".");
    assertThat(browser.accessibility()).isEmpty();
  }

  private static void delay(Path page) {
    browser.open(page);
    assertThat(browser.text("#count")).isEqualTo("1 row");
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.texts(".story li bdi"))
        .containsExactly("Replied STOP to (202) 555-0100.", "Heed knew it.");
    assertThat(browser.text(".story")).contains("Known at", "Evidence");
    assertThat(browser.accessibility()).isEmpty();
  }

  private static void consentEvents(Path page) {
    browser.open(page);
    assertThat(browser.text("#count")).isEqualTo("3 rows");
    assertThat(browser.texts("thead button"))
        .containsExactly("When", "Person", "Phone", "What", "Learned from", "Sender", "By", "Why");
    browser.choose("What", "Turned off (3)");
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.texts(".story li bdi"))
        .containsExactly(
            "A text from (202) 555-0100 was refused: its receiver had opted out.", "Heed knew it.");
    assertThat(browser.accessibility()).isEmpty();
  }

  private static void receipt(Path page) {
    browser.open(page);
    assertThat(browser.texts(".sums div"))
        .containsExactlyInAnyOrder(
            "Rows in the file6", "Texted1", "Emailed1", "Failed1", "Rejected3");
    assertThat(browser.texts("thead button"))
        .containsExactly(
            "Line", "Outcome", "Why", "Student ID", "From", "Message", "Room", "Room no.");
    List<String> rows = browser.texts("tr.row").stream().map(row -> row.replace("–", "")).toList();
    assertThat(rows)
        .satisfiesExactly(
            row -> assertThat(row).startsWith("2Emailed").endsWith("S1AdvisingHello; again12"),
            row -> assertThat(row).isEqualTo("3TextedS2AdvisingHello again<i>13</i>b"),
            row -> assertThat(row).startsWith("4Failed").endsWith("S3AdvisingHello again14c"),
            row -> assertThat(row).startsWith("5Rejectedstudent_id: "),
            row -> assertThat(row).startsWith("6Rejectedfrom: ").contains("S2Nobody"),
            row -> assertThat(row).startsWith("7Rejectedfound 6 cells").endsWith("17f, g"));
    browser.choose("Outcome", "Rejected (3)");
    assertThat(browser.text("#count")).isEqualTo("3 of 6 rows");
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.text(".story dl")).contains("Student ID", "S4", "Room", "15");
    assertThat(browser.accessibility()).isEmpty();
  }

  private static void gone(Path page) {
    browser.open(page);
    assertThat(browser.text(".note")).startsWith("The file as it was sent is not in the folder");
    assertThat(browser.text("#count")).isEqualTo("6 rows");
    assertThat(browser.texts("thead button")).contains("Outcome", "Student ID").hasSize(7);
    assertThat(browser.accessibility()).isEmpty();
  }
}
