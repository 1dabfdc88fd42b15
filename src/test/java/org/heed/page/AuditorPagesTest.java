package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;
import org.heed.cli.Office;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What counsel and auditors are given, as a browser shows and prints it (E5, E7). */
@NullUnmarked
class AuditorPagesTest {
  @RegisterExtension static final Browser browser = new Browser();

  @TempDir static Path folder;
  private static Path evidence;
  private static Path compliance;

  @BeforeAll
  static void history() throws IOException {
    try (Office office = new Office(folder)) {
      office.drop(
          "people.csv",
          "student_id,first_name,last_name,email,mobile_phone,home_phone,basis,wording",
          "S1,Pat,Park,pat@example.edu,+13125550110,+13125550111,web form,"
              + "I agree to get texts of my university. "
              + "It may cost what my carrier asks. ".repeat(8));
      office.drop(
          "a-very-long-name-of-a-campaign-that-somebody-gave-it-2026.csv",
          "student_id,from,message",
          "S1,Advising,\"Hello Pat, " + "your advisor is here to help. ".repeat(9) + "\"");
      office.night();
      office.clock.advance(Duration.ofMinutes(4));
      office.sandbox.reply("+13125550110", ADVISING, "please stop texting me");
      office.night();
      office.clock.advance(Duration.ofDays(1));
      office.heed("review", "confirm", "1", "--by", "Ann Ames", "--reason", "she means it");
      office.clock.advance(Duration.ofMinutes(4));
      office.sandbox.reply("+13125550111", BURSAR, "START");
      office.drop("fees.csv", "student_id,from,message", "S1,Bursar,Fees are due");
      office.night();
      office.drop("on.csv", "phone,sms_status", "+13125550110,ENABLED");
      office.heed("run", "import");
      Path zip = folder.resolve("pat.zip");
      office.heed("consent", "evidence", "S1", "--out", zip.toString());
      evidence = folder.resolve("evidence.html");
      try (ZipFile file = new ZipFile(zip.toFile())) {
        Files.copy(file.getInputStream(file.getEntry("evidence.html")), evidence);
      }
      office.heed("run", "report", "report=compliance", "month=2026-11", "formats=html");
      compliance =
          office.files("reports").stream()
              .filter(file -> file.toString().endsWith("month-2026-11.html"))
              .findFirst()
              .orElseThrow();
    }
    Path kept = Files.createDirectories(Path.of("target/pages"));
    for (Path page : List.of(evidence, compliance)) {
      Files.write(
          kept.resolve(page.equals(evidence) ? "evidence.html" : "compliance.html"),
          Files.readAllBytes(page));
    }
  }

  @AfterAll
  static void rest() {
    browser.media("", true);
  }

  @Test
  void E5_the_evidence_says_first_who_what_when_and_how_it_is_known() {
    browser.open(evidence);
    assertThat(browser.text("h1")).contains("Pat Park (S1)");
    String top = browser.text("main, body");
    assertThat(top)
        .containsSubsequence(
            "Pat Park (S1)", "(312) 555-0110", "Texts are off", "please stop texting me");
    // Who, what, when and how known stand on the first screen.
    assertThat((Boolean) browser.script("return " + place("Texts are off") + " < 700")).isTrue();
    assertThat((Boolean) browser.script("return " + place("please stop texting me") + " < 900"))
        .isTrue();
    Fits.everywhere(browser, 720);
  }

  @Test
  void E7_the_compliance_report_is_read_on_any_screen_and_paper() {
    browser.open(compliance);
    assertThat(browser.text("h1")).isEqualTo("Compliance report");
    assertThat(browser.text("body"))
        .containsSubsequence(
            "Sun 1 Nov 2026 to Mon 30 Nov 2026",
            "Texts the gateway accepted",
            "Confirmed as an opt-out by staff",
            "Files that tried to undo an opt-out",
            "on.csv");
    Fits.everywhere(browser, 720);
  }

  /** How far down the first element with these words begins. */
  private static String place(String words) {
    return "[...document.querySelectorAll('body *')].filter(e => e.children.length === 0 &&"
        + " e.textContent.includes('"
        + words
        + "'))[0].getBoundingClientRect().top";
  }
}
