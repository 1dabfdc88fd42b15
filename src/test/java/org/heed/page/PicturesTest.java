package org.heed.page;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.heed.demo.Demo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/** Makes the pictures of the demo's pages in {@code docs/images}. */
@Tag("pictures")
@NullUnmarked
class PicturesTest {
  private static final Path IMAGES = Path.of("docs/images");

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir Path folder;

  @Test
  void the_pages_are_pictured() throws Exception {
    Path demo = folder.resolve("heed-demo");
    new Demo(demo, line -> {}).run();
    Files.createDirectories(IMAGES);
    Path reports = demo.resolve("reports");
    Path messages;
    try (var files = Files.list(reports)) {
      messages =
          files
              .filter(f -> f.getFileName().toString().matches("message-report-.*\\.html"))
              .findFirst()
              .orElseThrow();
    }
    browser.open(messages);
    picture("report-page", 1280, 860);
    browser.choose("Error", Sample.REFUSED);
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    picture("report-story", 1280, 860);
    browser.light(false);
    picture("report-dark", 1280, 860);
    browser.light(true);
    browser.script("document.getElementById('count').scrollIntoView()");
    picture("report-phone", 360, 800);
    browser.open(reports.resolve("campaign-registration.html"));
    // Those that did not simply go come first.
    browser.driver().findElement(By.cssSelector("thead th:nth-child(3) button")).click();
    picture("receipt-page", 1280, 860);
    browser.open(messages);
    browser.choose("Status", "Failed");
    Files.write(
        Path.of("target/report.pdf"),
        Base64.getDecoder()
            .decode(
                (String)
                    browser
                        .driver()
                        .executeCdpCommand("Page.printToPDF", java.util.Map.of())
                        .get("data")));
  }

  private static void picture(String name, int width, int height) throws Exception {
    browser.screen(width, height);
    byte[] png = browser.driver().getScreenshotAs(OutputType.BYTES);
    File file = IMAGES.resolve(name + ".png").toFile();
    ImageIO.write(ImageIO.read(new ByteArrayInputStream(png)), "png", file);
  }
}
