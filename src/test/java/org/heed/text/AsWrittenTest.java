package org.heed.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.gateway.RawServer.json;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.heed.TestHeed;
import org.heed.gateway.RawServer;
import org.heed.mail.RawSmtp;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a dropped row to the form field and the email, at real sockets. */
@NullUnmarked
class AsWrittenTest {
  private static final Pattern UNIT = Pattern.compile("\\\\u([0-9A-F]{4})");

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void every_text_is_sent_as_it_was_written_or_its_row_is_rejected(TestDatabase database)
      throws Exception {
    List<String> texts = new ArrayList<>(lines("naughty-texts.txt"));
    texts.add("x".repeat(1600));
    texts.add("🎓".repeat(799) + "ab");
    List<String> refused = lines("refused-texts.txt");
    AtomicInteger sids = new AtomicInteger();
    try (RawSmtp smtp = new RawSmtp();
        RawServer gateway =
            new RawServer(
                (request, socket) ->
                    (request.method().equals("POST")
                            ? json(201, "{\"sid\": \"SM" + sids.incrementAndGet() + "\"}")
                            : json(200, FaultWorld.LOG, "Date: Mon, 23 Nov 2026 18:00:00 GMT"))
                        .answer(request, socket));
        TestHeed heed =
            TestHeed.start(
                database,
                home,
                "--heed.delivery.opt-out-line=false",
                "--heed.import.max-rejected=100%",
                "--heed.twilio.account-sid=AC1",
                "--heed.twilio.auth-token=token",
                "--heed.twilio.base-url=" + gateway.baseUrl(),
                "--heed.mail.from=texts@example.edu",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + smtp.port())) {
      heed.drop("texts.csv", file("phone", texts, refused));
      heed.drop("emails.csv", file("email", texts, refused));
      var summary = heed.run("import").summary();
      assertThat(rejected(heed))
          .as(() -> heed.jdbc.queryForList("select * from rejected_row order by line").toString())
          .containsExactlyElementsOf(refusedLines(texts, refused));
      assertThat(summary)
          .containsEntry("queued", 2L * texts.size())
          .containsEntry("rejected", 2L * refused.size());
      assertThat(heed.run("nightly").problem()).isNull();

      Map<String, String> texted = new HashMap<>();
      gateway.posts().forEach(post -> texted.put(post.form().get("To"), post.form().get("Body")));
      Map<String, String> mailed = new HashMap<>();
      for (String mail : smtp.mails()) {
        MimeMessage message =
            new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        BodyPart plain = ((MimeMultipart) message.getContent()).getBodyPart(0);
        mailed.put(message.getAllRecipients()[0].toString(), (String) plain.getContent());
      }
      Set<String> wrong = new HashSet<>();
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i).replace("\r\n", "\n").strip();
        if (!text.equals(texted.get("+1" + phone(i)))) {
          wrong.add("text: " + text + " | " + texted.get("+1" + phone(i)));
        }
        String mail =
            mailed.getOrDefault(i + "@x.edu", "").replace("\r\n", "\n").replace("\n..", "\n.");
        if (!mail.contains(text.replace("\n..", "\n."))) {
          wrong.add("mail: " + text + " | " + mail);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(texted).hasSize(texts.size());
      assertThat(mailed).hasSize(texts.size());
    }
  }

  private static List<Long> rejected(TestHeed heed) {
    return heed.jdbc.queryForList(
        "select distinct line from rejected_row order by line", Long.class);
  }

  private static List<Long> refusedLines(List<String> texts, List<String> refused) {
    return LongStream.range(texts.size(), texts.size() + refused.size())
        .mapToObj(i -> i + 2)
        .toList();
  }

  private static byte[] file(String column, List<String> texts, List<String> refused) {
    StringBuilder csv = new StringBuilder("student_id," + column + ",from,message\n");
    Map<String, Integer> all = new LinkedHashMap<>();
    texts.forEach(text -> all.put(text, all.size()));
    refused.forEach(text -> all.put(text, all.size()));
    all.forEach(
        (text, i) ->
            csv.append(column.equals("phone") ? "P" + i + "," + phone(i) : "E" + i + "," + i)
                .append(column.equals("phone") ? "" : "@x.edu")
                .append(",Advising,\"")
                .append(text.replace("\"", "\"\""))
                .append("\"\n"));
    return csv.toString().getBytes(UTF_8);
  }

  private static String phone(int i) {
    return "312555" + (1000 + i);
  }

  private static String unit(MatchResult escape) {
    String unit = Character.toString(Integer.parseInt(escape.group(1), 16));
    return Matcher.quoteReplacement(unit);
  }

  private static List<String> lines(String name) throws IOException {
    try (var text = AsWrittenTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .map(line -> UNIT.matcher(line).replaceAll(AsWrittenTest::unit).translateEscapes())
          .distinct()
          .toList();
    }
  }
}
