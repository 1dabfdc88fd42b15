package org.heed.mail;

import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.heed.address.ConfigurationProblem;
import org.heed.sandbox.SandboxMail;
import org.heed.settings.GatewaySettings;
import org.heed.settings.MailSettings;
import org.heed.storage.Folders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@Configuration(proxyBeanMethods = false)
class MailConfiguration {
  private static final String SANDBOX_FROM = "Heed sandbox <heed@sandbox.invalid>";

  /** The mail server's double inside this process; made only when mail goes to it. */
  @Bean(destroyMethod = "close")
  @Lazy
  SandboxMail sandboxMail(Folders folders, Clock clock) {
    return new SandboxMail(0, folders.folder("mail"), clock);
  }

  @Bean
  PostOffice postOffice(
      ObjectProvider<JavaMailSenderImpl> configured,
      ObjectProvider<SandboxMail> sandbox,
      KnownServers known,
      MailSettings properties,
      GatewaySettings gateway,
      Clock clock) {
    return () -> {
      boolean trying = gateway.kind() == GatewaySettings.Kind.SANDBOX;
      String given = properties.from();
      InternetAddress from =
          address("heed.mail.from", blank(given) && trying ? SANDBOX_FROM : given);
      InternetAddress replyTo = address("heed.mail.reply-to", properties.replyTo());
      JavaMailSenderImpl sender = configured.getIfAvailable();
      if (sender == null && !trying) {
        return new NoPost("spring.mail.host: missing, expected the name of a mail server");
      }
      if (from == null) {
        return new NoPost("heed.mail.from: missing, expected an address such as texts@example.edu");
      }
      if (sender == null) {
        sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(sandbox.getObject().port());
      }
      harden(sender.getJavaMailProperties());
      return new SmtpPost(sender, known, from, replyTo, properties.deadline(), clock);
    };
  }

  /** Nothing is missing until a mail is to be sent. */
  private record NoPost(String problem) implements Post {
    @Override
    public PostAnswer send(Letter letter) {
      throw new ConfigurationProblem(problem);
    }

    @Override
    public void close() {}
  }

  private static void harden(Properties mail) {
    for (String protocol : List.of("mail.smtp.", "mail.smtps.")) {
      mail.putIfAbsent(protocol + "connectiontimeout", "10000");
      mail.putIfAbsent(protocol + "timeout", "120000");
      mail.putIfAbsent(protocol + "writetimeout", "60000");
      mail.putIfAbsent(protocol + "ssl.checkserveridentity", "true");
    }
  }

  private static @Nullable InternetAddress address(String property, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return Addresses.ours(property, text);
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
