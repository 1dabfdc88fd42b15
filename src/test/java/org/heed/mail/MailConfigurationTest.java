package org.heed.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.sandbox.SandboxMail;
import org.heed.settings.GatewaySettings;
import org.heed.settings.MailSettings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@NullUnmarked
class MailConfigurationTest {
  private static final Letter LETTER =
      new Letter("m.1", "pat@example.edu", "Hi", "text", null, List.of());

  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

  @ParameterizedTest
  @CsvSource({
    "true,,'heed.mail.from: missing, expected an address such as texts@example.edu'",
    "false,texts@example.edu,'spring.mail.host: missing, expected the name of a mail server'"
  })
  void what_mail_needs_is_asked_for_when_mail_is_sent_and_not_before(
      boolean server, String from, String words) {
    if (server) {
      beans.addBean("mailSender", new JavaMailSenderImpl());
    }
    Post post = office(from, null).open();
    post.close();
    assertThatThrownBy(() -> post.send(LETTER))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(words);
  }

  @ParameterizedTest
  @CsvSource({
    "'a@x.edu,b@x.edu',,'heed.mail.from: found a@x.edu,b@x.edu, expected'",
    "texts,,'heed.mail.from: found texts, expected'",
    "texts@x.edu,nobody,'heed.mail.reply-to: found nobody, expected'",
    "texts@localhost,,'heed.mail.from: found texts@localhost, expected'",
    "paweł@x.edu,,'heed.mail.from: found paweł@x.edu, expected an address such as"
        + " texts@example.edu; not every mail server takes ł'"
  })
  void an_address_that_is_none_is_refused_at_once(String from, String replyTo, String words) {
    beans.addBean("mailSender", new JavaMailSenderImpl());
    assertThatThrownBy(() -> office(from, replyTo).open())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void no_wait_is_endless_and_the_servers_name_is_checked() {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "7");
    beans.addBean("mailSender", sender);
    assertThatNoException().isThrownBy(() -> office("texts@x.edu", null).open());
    assertThat(sender.getJavaMailProperties())
        .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
        .containsEntry("mail.smtps.ssl.checkserveridentity", "true")
        .containsEntry("mail.smtp.connectiontimeout", "10000")
        .containsEntry("mail.smtps.timeout", "120000")
        .containsEntry("mail.smtp.timeout", "7");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void one_email_may_take_as_long_as_is_configured() {
    try (RawSmtp server = new RawSmtp()) {
      server.script(said -> said.startsWith("EHLO") ? RawSmtp.DRIP : null);
      beans.addBean("mailSender", Letters.sender(server.port(), Map.of()));
      try (Post post = office("texts@x.edu", null, Duration.ofSeconds(1)).open()) {
        assertThat(post.send(LETTER).words()).contains("took longer than 1 seconds");
      }
    }
  }

  private PostOffice office(String from, String replyTo) {
    return office(from, replyTo, Duration.ofMinutes(3));
  }

  private PostOffice office(String from, String replyTo, Duration deadline) {
    GatewaySettings gateway =
        new GatewaySettings(
            "twilio", new GatewaySettings.Twilio("AC1", "token", null, null, null, null));
    return new MailConfiguration()
        .postOffice(
            beans.getBeanProvider(JavaMailSenderImpl.class),
            beans.getBeanProvider(SandboxMail.class),
            Letters.known(),
            new MailSettings(
                from, replyTo, Duration.ofDays(3), deadline, 4, List.of(), List.of(), List.of()),
            gateway,
            Clock.systemUTC());
  }
}
