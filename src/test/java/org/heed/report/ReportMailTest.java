package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.model.AbstractFileHeader;
import org.heed.TestHeed;
import org.heed.address.ConfigurationProblem;
import org.heed.mail.Letter;
import org.heed.mail.Picture;
import org.heed.report.Attachments.Written;
import org.heed.report.ReportMail.Figure;
import org.heed.settings.ReportSettings;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@NullUnmarked
class ReportMailTest {
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final About ABOUT =
      new About(
          "Opt-outs and text messages",
          TestHeed.NOON,
          ZoneId.of("America/Chicago"),
          Map.of("campaign", "<b>&"));

  @TempDir Path home;

  @Test
  void says_what_it_comes_to_beside_its_files() throws IOException {
    Letter letter = letter(1000);
    assertThat(letter.subject()).isEqualTo("Opt-outs, 2026-11-17 to 2026-11-23: 1,200");
    assertThat(letter.text())
        .contains(
            "Opted-out phones: 1,200",
            "Chart: fewer each week",
            "As of Mon 23 Nov 2026, 12:00 PM",
            "Filters: campaign <b>&",
            "- small.csv (Opt-out export: 1 row)",
            "Too large for a mail; ask for them where Heed runs:\n"
                + "- reports/large.csv (Message report: 3,000 rows)")
        .doesNotContain("ZIP");
    assertThat(letter.html())
        .contains(
            "<td>Opted-out phones</td>",
            "<b>1,200</b>",
            "<img src=\"cid:chart\" alt=\"Chart: fewer each week\" width=\"360\">",
            "Filters: campaign &lt;b&gt;&amp;",
            "<li>small.csv (Opt-out export: 1 row)</li>",
            "<li>reports/large.csv (Message report: 3,000 rows)</li>",
            "prefers-color-scheme: dark")
        .doesNotContain("http", "<script");
    assertThat(letter.attachments()).hasSize(1);
    assertThat(letter.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
  }

  @Test
  void files_travel_encrypted_when_there_is_a_passphrase() throws Exception {
    try (TestHeed heed =
        TestHeed.start(
            TestDatabase.HSQLDB,
            home,
            "--heed.name=North State",
            "--heed.report.zip-passphrase=" + PASSPHRASE)) {
      heed.drop("texts.csv", "student_id,phone,from,message", "S1,3125550110,Advising,Hello");
      heed.run("import");
      heed.run("nightly");
      assertThat(heed.run("report", "to=a@example.edu", "formats=csv,xlsx").problem()).isNull();
      MimeMessage mail =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(heed.mails().get(0).getBytes(StandardCharsets.ISO_8859_1)));
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      assertThat(parts.getCount()).isEqualTo(2);
      MimeMultipart words = (MimeMultipart) parts.getBodyPart(0).getContent();
      for (int i = 0; i < 2; i++) {
        assertThat((String) words.getBodyPart(i).getContent())
            .contains("North State".substring(0, i * 5), "ZIP encrypted with AES-256")
            .contains("message-report-2026-11-23.xlsx (Message report: 1 row)")
            .doesNotContain(PASSPHRASE, "S1", "3125550110");
      }
      assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("heed-report-2026-11-23.zip");
      Path zip = home.resolve("mailed.zip");
      Files.copy(parts.getBodyPart(1).getInputStream(), zip);
      try (ZipFile read = new ZipFile(zip.toFile(), PASSPHRASE.toCharArray())) {
        assertThat(read.getFileHeaders())
            .extracting(AbstractFileHeader::getFileName)
            .containsExactly(
                "message-report-2026-11-23.csv",
                "message-report-2026-11-23.xlsx",
                "opt-outs-2026-11-23.csv",
                "opt-outs-2026-11-23.xlsx");
        read.extractAll(home.resolve("unzipped").toString());
      }
      assertThat(home.resolve("unzipped/message-report-2026-11-23.csv"))
          .hasSameBinaryContentAs(home.resolve("reports/message-report-2026-11-23.csv"));
      try (Stream<Path> files = Files.list(home.resolve("reports"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".zip"))).isEmpty();
      }
    }
  }

  @Test
  void a_short_passphrase_is_a_setting_to_mend() {
    assertThatThrownBy(
            () -> TestHeed.start(TestDatabase.HSQLDB, home, "--heed.report.zip-passphrase=hunter2"))
        .rootCause()
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("heed.report.zip-passphrase")
        .hasMessageNotContaining("hunter2");
  }

  private Letter letter(long most) throws IOException {
    List<Written> written =
        List.of(
            new Written(
                Files.write(home.resolve("large.csv"), new byte[2000]), "Message report", 3000),
            new Written(
                Files.write(home.resolve("small.csv"), new byte[200]), "Opt-out export", 1));
    ReportMail mail =
        new ReportMail(
            "North State",
            "Opt-outs, 2026-11-17 to 2026-11-23: 1,200",
            ABOUT.title(),
            "2026-11-17 to 2026-11-23",
            ABOUT,
            List.of(new Figure("1,200", "Opted-out phones"), new Figure("3", "New")),
            List.of(new Picture("chart", "image/png", new byte[] {1}, "Chart: fewer each week")),
            null,
            false);
    try (Attachments attachments =
        new Attachments(written, new ReportSettings(DataSize.ofBytes(most), null), home, "x.zip")) {
      return mail.letter("heed.report.1", "a@example.edu", attachments);
    }
  }
}
