package org.heed.page;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.demo.Demo;
import org.heed.storage.TestDatabase;
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

  @Test
  void a_report_s_mail_is_pictured() throws Exception {
    try (Town town = new Town(TestDatabase.HSQLDB, folder, "--heed.name=Harbor Point University")) {
      for (int week = 0; week < 5; week++) {
        List<Town.Person> people = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          people.add(town.person());
        }
        people.forEach(person -> town.queue("Advising", person, "Hello"));
        town.night();
        town.clock.advance(Duration.ofMinutes(5));
        for (int i = 0; i <= 2 + week % 3; i++) {
          town.reply(people.get(i).mobile(), TestHeed.ADVISING, i == 1 ? "Stop." : "STOP");
        }
        town.heed.drop(
            "asked-" + week + ".csv",
            "phone,sms_status,reason",
            people.get(8).mobile() + ",DISABLED,asked at the desk");
        town.clock.advance(Duration.ofDays(7));
      }
      town.night();
      town.heed.run("report", "to=advising@example.edu", "formats=csv,xlsx,html");
      List<String> mails = town.heed.mails();
      Path mail = folder.resolve("mail.html");
      Files.writeString(mail, Letter.html(mails.get(mails.size() - 1)));
      browser.open(mail);
      picture("report-mail", 680, 640);
    }
  }

  @Test
  void a_night_in_the_terminal_is_pictured() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    List<String> lines = new ArrayList<>(List.of("student_id,phone,email,from,message"));
    for (int i = 0; i < 400; i++) {
      String phone = i % 25 == 0 ? "" : "+1312555%04d".formatted(i);
      lines.add("S" + i + "," + phone + ",s" + i + "@example.edu,Advising,Hello");
    }
    lines.add("S7,12,,Advising,Hello");
    Files.write(inbox.resolve("welcome.csv"), lines);
    String said = heed("run", "import") + heed("run", "nightly") + heed("status");
    Path page = folder.resolve("terminal.html");
    Files.writeString(
        page,
        "<!DOCTYPE html><meta charset=utf-8><body style='margin:0;background:#16171a'>"
            + "<pre style='margin:0;padding:20px;color:#e6e6ea;font:14px/1.45 monospace'>"
            + said.replace("&", "&amp;").replace("<", "&lt;")
            + "</pre>");
    browser.open(page);
    picture("terminal", 900, 640);
  }

  private String heed(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.heed.cli.Heed"));
    command.addAll(List.of(words));
    command.addAll(
        List.of(
            "--heed.home=" + folder,
            "--heed.import.unchanged-for=0s",
            "--heed.delivery.quiet-hours=off",
            "--heed.senders[0].number=+12025550100",
            "--heed.senders[0].name=Advising"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "$ java -jar heed.jar "
        + String.join(" ", words)
        + "\n"
        + said.replace(folder.toString(), "heed-data")
        + "\n";
  }

  private static void picture(String name, int width, int height) throws Exception {
    browser.screen(width, height);
    byte[] png = browser.driver().getScreenshotAs(OutputType.BYTES);
    File file = IMAGES.resolve(name + ".png").toFile();
    ImageIO.write(ImageIO.read(new ByteArrayInputStream(png)), "png", file);
  }
}
