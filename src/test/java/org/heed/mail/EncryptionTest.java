package org.heed.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.heed.address.ConfigurationProblem;
import org.heed.gateway.Certificates;
import org.heed.mail.PostAnswer.Kind;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When mail is encrypted: seen at a server that offers it, or does not. */
@NullUnmarked
class EncryptionTest {
  private static final String ENABLE = "mail.smtp.starttls.enable";
  private static final Map<String, String> TRUST =
      Map.of("mail.smtp.ssl.trust", "127.0.0.1", "mail.smtp.ssl.checkserveridentity", "true");
  private static final Duration LONG = Duration.ofMinutes(1);

  private static SSLContext offered;
  private final RawSmtp server = new RawSmtp();
  private final KnownServers known = Letters.known();

  @BeforeAll
  static void certificate(@TempDir Path folder) throws Exception {
    offered = Certificates.context(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private PostAnswer send(Map<String, String> properties) {
    try (Post post = Letters.post(Letters.sender(server.port(), properties), known, LONG)) {
      return post.send(Letters.to("pat@example.edu"));
    }
  }

  @Test
  void encryption_is_used_when_it_is_offered_and_plain_mail_goes_where_it_never_was() {
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
    assertThat(server.commands("STARTTLS")).isEmpty();

    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
    assertThat(server.commands("STARTTLS")).hasSize(1);
    assertThat(server.mails()).hasSize(2);
    assertThat(known.encryptsSince("127.0.0.1", server.port())).isPresent();
  }

  @Test
  void a_server_that_has_encrypted_gets_nothing_in_clear_any_more() {
    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);

    server.encryption(null);
    PostAnswer receipt = send(TRUST);
    assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
    assertThat(receipt.code()).as("not tried again in this run").isEqualTo(250);
    assertThat(receipt.words())
        .startsWith("127.0.0.1:" + server.port() + " offers no STARTTLS, and did on ")
        .contains("spring.mail.properties.mail.smtp.starttls.enable=false");
    assertThat(server.commands("MAIL")).hasSize(1);
    assertThat(server.mails()).hasSize(1);

    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
  }

  @Test
  void what_one_server_offers_is_not_asked_of_another_on_the_same_host() {
    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
    try (RawSmtp other = new RawSmtp();
        Post post = Letters.post(Letters.sender(other.port(), TRUST), known, LONG)) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SENT);
    }
  }

  @Test
  void what_was_offered_is_remembered_though_its_certificate_is_not_trusted() {
    server.encryption(offered);
    PostAnswer receipt = send(Map.of());
    assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
    assertThat(receipt.words())
        .contains("certificate", "spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1");

    server.encryption(null);
    assertThat(send(Map.of()).kind()).isEqualTo(Kind.SERVER_DOWN);
    assertThat(server.commands("MAIL")).isEmpty();
  }

  @Test
  void what_breaks_off_where_encryption_begins_is_told_as_that() throws Exception {
    SSLContext keyless = SSLContext.getInstance("TLS");
    keyless.init(null, null, null);
    server.encryption(keyless);
    PostAnswer receipt = send(Map.of());
    assertThat(receipt.kind()).isEqualTo(Kind.SERVER_DOWN);
    assertThat(receipt.words())
        .contains("offers encryption and does not come to it: ")
        .doesNotContain("starttls.enable=false");
  }

  @Test
  void a_certificate_for_another_name_is_not_taken() {
    server.encryption(offered);
    try (Post post =
        Letters.post(named("localhost", Map.of("mail.smtp.ssl.trust", "localhost")), known, LONG)) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SERVER_DOWN);
    }
    assertThat(server.commands("MAIL")).isEmpty();
  }

  private org.springframework.mail.javamail.JavaMailSenderImpl named(
      String host, Map<String, String> properties) {
    var sender = Letters.sender(server.port(), properties);
    sender.setHost(host);
    sender.getJavaMailProperties().setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return sender;
  }

  @Test
  void switched_off_by_name_nothing_is_encrypted_whatever_was_seen() {
    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
    assertThat(send(Map.of(ENABLE, "false")).kind()).isEqualTo(Kind.SENT);
    assertThat(server.commands("STARTTLS")).hasSize(1);
    assertThat(server.mails()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({ENABLE + ",true", "mail.smtp.starttls.required,true"})
  void without_the_encryption_that_is_asked_for_nothing_is_sent(String name, String value) {
    assertThatThrownBy(() -> send(Map.of(name, value)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "spring.mail.properties.mail.smtp.starttls.enable: found true, and 127.0.0.1:"
                + server.port()
                + " offers no STARTTLS; expected a server that does, or false");
    assertThat(server.commands("MAIL")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "off", "TRUE ?", "ture"})
  void a_mistyped_switch_is_told_and_not_taken_for_off(String value) {
    assertThatThrownBy(() -> send(Map.of(ENABLE, value)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "spring.mail.properties.mail.smtp.starttls.enable: found "
                + value
                + ", expected true or false");
  }

  @Test
  void credentials_are_not_said_in_clear_to_a_server_that_has_encrypted() {
    server.encryption(offered);
    assertThat(send(TRUST).kind()).isEqualTo(Kind.SENT);
    server.encryption(null);
    server.script(said -> said.startsWith("EHLO") ? "250-raw.invalid\r\n250 AUTH PLAIN" : null);
    var sender = Letters.sender(server.port(), Map.of("mail.smtp.auth", "true"));
    sender.setUsername("heed");
    sender.setPassword("s3cret");
    try (Post post = Letters.post(sender, known, LONG)) {
      assertThat(post.send(Letters.to("pat@example.edu")).kind()).isEqualTo(Kind.SERVER_DOWN);
    }
    assertThat(server.commands("AUTH")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    RawSmtp.GREETING + ",SERVER_DOWN",
    "EHLO,SERVER_DOWN",
    "MAIL,LATER",
    "RCPT,LATER",
    "DATA,LATER",
    RawSmtp.END + ",IN_DOUBT"
  })
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_server_that_drips_is_left_at_the_deadline(String command, Kind kind) {
    server.script(said -> said.startsWith(command) ? RawSmtp.DRIP : null);
    try (Post post =
        Letters.post(
            Letters.sender(server.port(), Map.of("mail.smtp.timeout", "60000")),
            known,
            Duration.ofSeconds(1))) {
      PostAnswer receipt = post.send(Letters.to("pat@example.edu"));
      assertThat(receipt.kind()).isEqualTo(kind);
      assertThat(receipt.words()).contains("longer than 1 seconds");
      server.script(said -> null);
      assertThat(post.send(Letters.to("kim@example.edu")).kind()).isEqualTo(Kind.SENT);
    }
  }
}
