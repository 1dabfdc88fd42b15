package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.Town.Person;
import org.heed.chart.Chart;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pictures of reports show of a small world that is known. */
@NullUnmarked
class PicturesOfReportsTest {
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void pictures_show_what_happened(TestDatabase database) throws Exception {
    try (Town town =
        new Town(
            database,
            home,
            "--heed.consent.learn-from-replies=false",
            "--heed.mail.from=texts@example.edu")) {
      assertThat(charts(town)).hasSize(5).allMatch(Chart::isEmpty);
      assertThat(page(town)).contains("No data yet.").doesNotContain("<svg", "<details>");
      assertThat(mail(town))
          .doesNotContainKey("image/png")
          .hasEntrySatisfying(
              "text/html", html -> assertThat((String) html).contains("No data yet."));

      Person pat = town.texted("Advising");
      Person kim = town.texted("Bursar");
      town.reply(pat.mobile(), TestHeed.ADVISING, "STOP");
      // It is the next day in London, and not yet in Chicago.
      town.clock.advance(Duration.ofHours(7));
      town.queue("Advising", pat, "Come");
      town.queue("Bursar", kim, "Come");
      town.night();
      town.clock.advance(Duration.ofHours(17));
      town.heed.drop(
          "asked.csv", "phone,sms_status,reason", kim.mobile() + ",DISABLED,asked us to");
      town.heed.drop("nowhere.csv", "student_id,email,home_phone", "N1,,312-556-9999");
      town.heed.drop("to-nowhere.csv", "student_id,from,message", "N1,Advising,Hello");
      town.queue("Bursar", kim, "Once more");
      town.night();

      assertThat(charts(town).stream().map(PicturesOfReportsTest::table))
          .containsExactly(
              "Night, Text, Email: 23 Nov, 3, 1; 24 Nov, 0, 1",
              "Reason, Failures: Attempt To Send To Unsubscribed Recipient 21610, 1; No phone that"
                  + " may be texted and no email address are listed, 1",
              "Sender, Accepted, Refused: Advising, 1, 1; Bursar, 2, 0",
              "Week of, Refused text, Reply, Staff, File: 23 Nov, 1, 0, 0, 1",
              "Delay, Opt-outs: Under 1 hour, 0; 1 to 6 hours, 0; 6 to 24 hours, 1; 1 to 3 days, 0;"
                  + " 3 to 7 days, 0; 7 days or more, 0");
      assertThat(charts(town, "sender", "Bursar").stream().map(PicturesOfReportsTest::table))
          .startsWith(
              "Night, Text, Email: 23 Nov, 2, 0; 24 Nov, 0, 1",
              "Reason, Failures: ",
              "Sender, Accepted, Refused: Bursar, 2, 0");
      assertThat(charts(town, "since", "2026-01-01").get(0).title())
          .isEqualTo("Sent by channel per week");
      assertThat(table(charts(town, "since", "2026-01-01").get(0)))
          .isEqualTo("Week of, Text, Email: 23 Nov, 3, 2");
      assertThat(charts(town, "until", "2026-11-23").get(0).description())
          .isEqualTo("23 Nov 2026: Text 3, Email 1. Most on 23 Nov: 4.");

      Filters added =
          town.heed
              .bean(FilterReader.class)
              .read(
                  Map.of("since", "last"),
                  town.now(),
                  new Delta(0, 0, town.now().minus(Duration.ofHours(1))));
      assertThat(
              town.heed.bean(Pictures.class).of(ReportFiles.MESSAGES, added, town.now()).stream()
                  .limit(3)
                  .map(PicturesOfReportsTest::table))
          .containsExactly(
              "Night, Text, Email: 24 Nov, 0, 1",
              "Reason, Failures: No phone that may be texted and no email address are listed, 1",
              "Sender, Accepted, Refused: ");
      assertThat(page(town))
          .contains(
              "<title id=\"figure0-title\">Sent by channel per night</title>",
              "<title id=\"figure4-title\">",
              "<td>23 Nov</td><td>3</td><td>1</td>",
              ">Advising: 1 accepted, 1 refused</text>");
      Map<String, Object> mail = mail(town);
      String words =
          "Opt-outs per week, by how they were learned. Weeks of 23 Nov 2026: Refused text 1, Reply"
              + " 0";
      assertThat((String) mail.get("text/plain")).contains(words);
      assertThat((String) mail.get("text/html")).contains("src=\"cid:chart\" alt=\"" + words);
      assertThat(ImageIO.read(new ByteArrayInputStream((byte[]) mail.get("image/png"))).getWidth())
          .isEqualTo(752);
    }
  }

  private static String table(Chart chart) {
    return String.join(", ", chart.heads())
        + ": "
        + String.join("; ", chart.rows().stream().map(row -> String.join(", ", row)).toList());
  }

  private static List<Chart> charts(Town town, String... filter) {
    Map<String, String> parameters = filter.length == 0 ? Map.of() : Map.of(filter[0], filter[1]);
    return town.heed
        .bean(Pictures.class)
        .of(
            ReportFiles.MESSAGES,
            town.heed.bean(FilterReader.class).read(parameters, town.now(), null),
            town.now());
  }

  private static String page(Town town) throws Exception {
    assertThat(town.heed.run("report", "formats=html").problem()).isNull();
    return Files.readString(
        town.heed
            .home()
            .resolve(
                "reports/message-report-" + town.now().atZone(CHICAGO).toLocalDate() + ".html"));
  }

  /** The parts of the mail a report comes with, by type. */
  private static Map<String, Object> mail(Town town) throws Exception {
    assertThat(town.heed.run("report", "formats=csv", "to=a@example.edu").problem()).isNull();
    List<String> mails = town.heed.mails();
    MimeMessage mail =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(
                mails.get(mails.size() - 1).getBytes(StandardCharsets.ISO_8859_1)));
    Map<String, Object> parts = new TreeMap<>();
    collect((MimeMultipart) mail.getContent(), parts);
    return parts;
  }

  private static void collect(MimeMultipart all, Map<String, Object> parts) throws Exception {
    for (int i = 0; i < all.getCount(); i++) {
      BodyPart part = all.getBodyPart(i);
      String type = part.getContentType().replaceAll(";.*", "").strip();
      if (part.getContent() instanceof MimeMultipart inner) {
        collect(inner, parts);
      } else if (type.startsWith("text/") && part.getFileName() == null) {
        parts.put(type, part.getContent());
      } else {
        parts.put(type, part.getInputStream().readAllBytes());
      }
    }
  }
}
