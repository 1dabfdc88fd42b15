package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The email a student gets, as it looks on a phone and on a screen, in light and in the dark. */
@NullUnmarked
class EmailLookTest {
  private static final byte[] LOGO =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path home;
  private static Path mail;

  @BeforeAll
  static void a_student_without_a_phone_gets_an_email() throws Exception {
    Files.write(Files.createDirectories(home.resolve("templates")).resolve("logo.png"), LOGO);
    try (TestHeed heed =
        TestHeed.start(TestDatabase.HSQLDB, home, "--heed.name=Example University of the North")) {
      heed.drop(
          "news.csv",
          "student_id,email,from,message",
          "S1,pat@example.edu,Advising,\"Hello Pat,\nsee "
              + "https://example.edu/"
              + "averylongpath".repeat(12)
              + "\n"
              + "Registration opens on Monday at nine. ".repeat(20)
              + "\"");
      heed.run("import");
      heed.run("nightly");
      mail = home.resolve("mail.html");
      Files.writeString(mail, Letter.html(heed.mails().get(0)));
    }
  }

  @AfterAll
  static void widen() {
    browser.screen(1280, 900);
  }

  @ParameterizedTest
  @CsvSource({"320, true", "360, false", "768, true", "1280, false"})
  void it_fits_the_screen_and_can_be_read(int width, boolean light) {
    browser.open(mail);
    browser.screen(width, 800);
    browser.light(light);
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .as("nothing is cut off or has to be pushed aside")
        .isLessThanOrEqualTo(width);
    assertThat(browser.text(".message")).startsWith("Hello Pat,\nsee https://example.edu/");
    assertThat(browser.text("body")).contains("You get this by email because");
    assertThat(browser.script("return document.querySelector('img').alt"))
        .isEqualTo("Example University of the North");
    assertThat(
            (Long)
                browser.script(
                    "return"
                        + " parseInt(getComputedStyle(document.querySelector('.message')).fontSize)"))
        .isGreaterThanOrEqualTo(16);
    for (String selector : new String[] {".message", ".quiet"}) {
      assertThat(contrast(selector)).as(selector).isGreaterThanOrEqualTo(4.5);
    }
  }

  /** Of a text against what stands behind it. */
  private static double contrast(String selector) {
    return ((Number)
            browser.script(
                """
                const light = colour => {
                  const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => {
                    const share = part / 255;
                    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
                  });
                  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
                };
                const text = document.querySelector(arguments[0]);
                let behind = text;
                while (/rgba\\(0, 0, 0, 0\\)/.test(getComputedStyle(behind).backgroundColor)) {
                  behind = behind.parentElement;
                }
                const a = light(getComputedStyle(text).color);
                const b = light(getComputedStyle(behind).backgroundColor);
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                """,
                selector))
        .doubleValue();
  }
}
