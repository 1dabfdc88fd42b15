package org.heed.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.Properties;
import org.heed.address.ConfigurationProblem;
import org.heed.gateway.GatewayProperties;
import org.heed.mail.sandbox.SandboxMail;
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
      HeedMailProperties properties,
      GatewayProperties gateway,
      Clock clock) {
    return () -> {
      boolean trying = gateway.kind() == GatewayProperties.Kind.SANDBOX;
      JavaMailSenderImpl sender = configured.getIfAvailable();
      if (sender == null) {
        if (!trying) {
          throw new ConfigurationProblem(
              "spring.mail.host: missing, expected the name of a mail server");
        }
        sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(sandbox.getObject().port());
      }
      harden(sender.getJavaMailProperties());
      String from = properties.from();
      return new SmtpPost(
          sender,
          address(
              "heed.mail.from", (from == null || from.isBlank()) && trying ? SANDBOX_FROM : from),
          properties.replyTo() == null || properties.replyTo().isBlank()
              ? null
              : address("heed.mail.reply-to", properties.replyTo()),
          clock);
    };
  }

  private static void harden(Properties mail) {
    mail.putIfAbsent("mail.smtp.connectiontimeout", "10000");
    mail.putIfAbsent("mail.smtp.timeout", "120000");
    mail.putIfAbsent("mail.smtp.writetimeout", "60000");
    mail.putIfAbsent("mail.smtp.ssl.checkserveridentity", "true");
    mail.putIfAbsent("mail.smtps.ssl.checkserveridentity", "true");
    if (Boolean.parseBoolean(mail.getProperty("mail.smtp.starttls.enable"))) {
      mail.setProperty("mail.smtp.starttls.required", "true");
    }
  }

  private static InternetAddress address(String property, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new ConfigurationProblem(
          property + ": missing, expected an address such as texts@example.edu");
    }
    try {
      InternetAddress address = new InternetAddress(text, true);
      address.validate();
      return address;
    } catch (AddressException e) {
      throw new ConfigurationProblem(
          property + ": found " + text + ", expected an address such as texts@example.edu");
    }
  }
}
