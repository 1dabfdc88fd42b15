package org.heed.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.mail.PostAnswer.Kind;
import org.heed.sandbox.SandboxMail;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail by real SMTP conversations. */
@NullUnmarked
class SmtpPostTest {
  static final TestClock CLOCK = new TestClock(Instant.parse("2026-11-23T18:00:00Z"));

  private final RawSmtp server = new RawSmtp();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void many_letters_go_over_one_connection() throws Exception {
    try (Post post = Letters.post(server.port(), Map.of())) {
      for (int i = 0; i < 50; i++) {
        assertThat(post.send(Letters.to("pat" + i + "@example.edu")))
            .isEqualTo(new PostAnswer(Kind.SENT, 250, "250 taken"));
      }
    }
    assertThat(server.mails()).hasSize(50);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.commands("QUIT")).hasSize(1);
  }

  /** Each letter has its own time: what was left of the one before ends nothing. */
  @Test
  void a_connection_rests_between_letters_for_longer_than_one_may_take() throws Exception {
    Duration deadline = Duration.ofSeconds(3);
    try (Post post =
        Letters.post(Letters.sender(server.port(), Map.of()), Letters.known(), deadline)) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(PostAnswer.Kind.SENT);
      Thread.sleep(deadline.plusMillis(300).toMillis());
      assertThat(post.send(Letters.to("kim@example.edu")).kind()).isEqualTo(PostAnswer.Kind.SENT);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void no_letter_looks_through_the_class_path_for_what_the_one_before_found() {
    List<String> lookedFor = new ArrayList<>();
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new ClassLoader(own) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            lookedFor.add(name);
            return super.getResources(name);
          }
        });
    try (Post post = Letters.post(server.port(), Map.of())) {
      post.send(Letters.to("pat@example.edu"));
      lookedFor.clear();
      post.send(Letters.to("kim@example.edu"));
    } finally {
      thread.setContextClassLoader(own);
    }
    assertThat(lookedFor).isEmpty();
  }

  @Test
  void a_letter_has_a_plain_part_an_HTML_part_and_an_id_that_stays_the_same(@TempDir Path folder)
      throws Exception {
    try (SandboxMail sandbox = new SandboxMail(0, folder, CLOCK);
        Post post = Letters.post(sandbox.port(), Map.of())) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SENT);
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SENT);
    }
    List<MimeMessage> mails = mails(folder);
    assertThat(mails).hasSize(2);
    for (MimeMessage mail : mails) {
      assertThat(mail.getMessageID()).isEqualTo("<heed.7.abc@example.edu>");
      assertThat(mail.getSubject()).isEqualTo("Prüfung – 数学 😀");
      InternetAddress from = (InternetAddress) mail.getFrom()[0];
      assertThat(from.getPersonal()).isEqualTo("Universität Nord");
      assertThat(from.getAddress()).isEqualTo("texts@example.edu");
      assertThat(mail.getReplyTo())
          .extracting(Object::toString)
          .containsExactly("help@example.edu");
      assertThat(mail.getRecipients(Message.RecipientType.TO))
          .extracting(Object::toString)
          .containsExactly("pat@example.edu");
      assertThat(mail.getSentDate().toInstant()).isEqualTo(CLOCK.instant());
      assertThat(new String(mail.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .containsSubsequence("text/plain; charset=UTF-8", "text/html;charset=UTF-8");
    }
    assertThat(Files.readString(files(folder).get(0)).chars()).allMatch(c -> c < 128);
  }

  @Test
  void a_letter_without_HTML_is_plain_and_may_carry_files(@TempDir Path folder) throws Exception {
    Path report = Files.writeString(folder.resolve("bericht-ä.csv"), "a,\"b\nc\"\r\n");
    try (SandboxMail sandbox = new SandboxMail(0, folder, CLOCK);
        Post post = Letters.post(sandbox.port(), Map.of())) {
      post.send(new Letter("m.1", "pat@example.edu", "Hi", "Grüße", null, List.of()));
      post.send(new Letter("m.2", "pat@example.edu", "Hi", "Grüße", null, List.of(report)));
      assertThat(
              post.send(new Letter("m.3", "pat@example.edu", "Hi", "x", null, List.of(folder)))
                  .kind())
          .isEqualTo(Kind.LATER);
    }
    List<MimeMessage> mails = mails(folder);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).getContent()).asString().isEqualToIgnoringNewLines("Grüße");
    MimeMultipart parts = (MimeMultipart) mails.get(1).getContent();
    assertThat(parts.getBodyPart(0).getContent()).asString().isEqualToIgnoringNewLines("Grüße");
    MimeBodyPart file = (MimeBodyPart) parts.getBodyPart(1);
    assertThat(file.getContentType()).startsWith("text/csv");
    assertThat(file.getDisposition()).isEqualTo("attachment");
    assertThat(file.getFileName()).isEqualTo("bericht-ä.csv");
    assertThat(file.getInputStream().readAllBytes()).isEqualTo("a,\"b\nc\"\r\n".getBytes(UTF_8));
  }

  @Test
  void a_picture_belongs_to_the_HTML_alone_and_files_come_behind_both(@TempDir Path folder)
      throws Exception {
    Path report = Files.writeString(folder.resolve("report.csv"), "a\n");
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    Picture picture = new Picture("chart1", "image/png", png, "Opt-outs per week, 3 this week");
    String html = "<p>Grüße</p><img src=\"cid:chart1\" alt=\"" + picture.words() + "\">";
    try (SandboxMail sandbox = new SandboxMail(0, folder, CLOCK);
        Post post = Letters.post(sandbox.port(), Map.of())) {
      for (List<Path> files : List.of(List.of(report), List.<Path>of())) {
        PostAnswer receipt =
            post.send(
                new Letter("m", "a@example.edu", "Hi", "Grüße", html, List.of(picture), files));
        assertThat(receipt.kind()).isEqualTo(Kind.SENT);
      }
    }
    MimeMultipart mixed = (MimeMultipart) mails(folder).get(0).getContent();
    assertThat(mixed.getContentType()).startsWith("multipart/mixed");
    assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("report.csv");
    MimeMultipart alone = (MimeMultipart) mails(folder).get(1).getContent();
    for (MimeMultipart shown : List.of((MimeMultipart) mixed.getBodyPart(0).getContent(), alone)) {
      assertThat(shown.getContentType()).startsWith("multipart/alternative");
      assertThat(shown.getCount()).isEqualTo(2);
      assertThat(shown.getBodyPart(0).getContent()).asString().isEqualTo("Grüße");
      MimeMultipart related = (MimeMultipart) shown.getBodyPart(1).getContent();
      assertThat(related.getContentType()).startsWith("multipart/related");
      assertThat(related.getBodyPart(0).getContentType()).startsWith("text/html");
      assertThat(related.getBodyPart(0).getContent()).isEqualTo(html);
      MimeBodyPart image = (MimeBodyPart) related.getBodyPart(1);
      assertThat(image.getContentID()).isEqualTo("<chart1>");
      assertThat(image.getContentType()).startsWith("image/png");
      assertThat(image.getDisposition()).isEqualTo("inline");
      assertThat(image.getInputStream().readAllBytes()).isEqualTo(png);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT,550 no such user,REFUSED,550",
    "RCPT,553 not here,REFUSED,553",
    "RCPT,450 greylisted,LATER,450",
    "RCPT,452 mailbox full,LATER,452",
    "DATA,554 no,REFUSED,554",
    "DATA,451 not now,LATER,451",
    "END OF DATA,554 spam,REFUSED,554",
    "END OF DATA,552 too big,REFUSED,552",
    "END OF DATA,451 try again,LATER,451",
    "MAIL,451 not now,LATER,451"
  })
  void a_refusal_of_one_letter_leaves_the_next_one_alone(
      String command, String answer, Kind kind, int code) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      server.script(said -> said.startsWith(command) ? answer : null);
      PostAnswer receipt = post.send(Letters.to("pat@example.edu"));
      assertThat(receipt.kind()).isEqualTo(kind);
      assertThat(receipt.code()).isEqualTo(code);
      assertThat(receipt.words()).startsWith(answer);
      server.script(said -> null);
      assertThat(post.send(Letters.to("kim@example.edu")).kind()).isEqualTo(Kind.SENT);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL,550 not your sender,550,does not take heed.mail.from",
    "MAIL,553 not your sender,553,does not take heed.mail.from",
    "MAIL,530 authenticate first,530,wants spring.mail.username and spring.mail.password",
    "MAIL,554 go away,554,takes no mail from us",
    "RCPT,530 authenticate first,530,wants spring.mail.username and spring.mail.password"
  })
  void what_every_letter_would_hear_is_no_recipients_fault(
      String command, String answer, int code, String words) {
    server.script(said -> said.startsWith(command) ? answer : null);
    try (Post post = Letters.post(server.port(), Map.of())) {
      PostAnswer receipt = post.send(Letters.to("pat@example.edu"));
      assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
      assertThat(receipt.code()).isEqualTo(code);
      assertThat(receipt.words()).contains("127.0.0.1:" + server.port() + " " + words, answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"MAIL,LATER", "RCPT,LATER", "DATA,LATER", "END OF DATA,IN_DOUBT"})
  void a_lost_connection_is_in_doubt_only_after_the_mails_end(String command, Kind kind) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to("kim@example.edu")).kind()).isEqualTo(Kind.SENT);
      for (String end : List.of(RawSmtp.RESET, "421 closing")) {
        server.script(said -> said.startsWith(command) ? end : null);
        Kind expected = end.equals(RawSmtp.RESET) ? kind : Kind.LATER;
        assertThat(post.send(Letters.to("pat@example.edu")).kind()).as(end).isEqualTo(expected);
        server.script(said -> null);
        assertThat(post.send(Letters.to("kim@example.edu")).kind()).isEqualTo(Kind.SENT);
      }
    }
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void a_server_that_is_not_there_is_down() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (Post post = Letters.post(closed, Map.of())) {
      PostAnswer receipt = post.send(Letters.to("pat@example.edu"));
      assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
      assertThat(receipt.words()).startsWith("127.0.0.1:" + closed + " cannot be reached");
    }
  }

  @Test
  void a_server_that_drops_in_the_middle_of_the_greeting_is_down() {
    server.script(said -> said.startsWith("EHLO") ? RawSmtp.RESET : null);
    try (Post post = Letters.post(server.port(), Map.of())) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SERVER_DOWN);
    }
  }

  @Test
  void refused_credentials_are_named_by_their_properties() {
    server.script(
        said ->
            said.startsWith("EHLO")
                ? "250-raw.invalid\r\n250 AUTH LOGIN PLAIN"
                : said.startsWith("AUTH") ? "535 no" : null);
    JavaMailSenderImpl sender = Letters.sender(server.port(), Map.of("mail.smtp.auth", "true"));
    sender.setUsername("heed");
    sender.setPassword("s3cret");
    try (Post post = Letters.post(sender, Letters.known(), Duration.ofMinutes(1))) {
      PostAnswer receipt = post.send(Letters.to("pat@example.edu"));
      assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
      assertThat(receipt.words())
          .contains("refuses spring.mail.username or spring.mail.password")
          .doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r", "\u2028", "\u0085", "\0", "\r\n\r\n"})
  void a_subject_cannot_become_a_header(String end) {
    try (Post post = Letters.post(server.port(), Map.of())) {
      Letter letter =
          new Letter(
              "m.1",
              "pat@example.edu",
              "Hello" + end + "Bcc: kim@example.edu",
              "text",
              null,
              List.of());
      assertThat(post.send(letter).kind()).isEqualTo(Kind.SENT);
    }
    assertThat(server.mails()).singleElement().asString().contains("Subject: Hello Bcc: kim");
    assertThat(server.commands("RCPT")).hasSize(1);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
    }
  }

  private static List<MimeMessage> mails(Path folder) throws Exception {
    List<MimeMessage> mails = new java.util.ArrayList<>();
    for (Path file : files(folder)) {
      mails.add(
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(Files.readAllBytes(file))));
    }
    return mails;
  }
}
