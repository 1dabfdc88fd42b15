package org.heed.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Letters, and posts that take them to a server on this machine. */
@NullUnmarked
final class Letters {
  private static final Duration LONG = Duration.ofMinutes(1);

  private Letters() {}

  static Letter to(String address) {
    return new Letter(
        "heed.7.abc", address, "Prüfung – 数学 😀", "Grüße\n.\nEnde", "<p>Grüße</p>", List.of());
  }

  static Post post(int port, Map<String, String> properties) {
    return post(sender(port, properties), known(), LONG);
  }

  static Post post(JavaMailSenderImpl sender, KnownServers known, Duration deadline) {
    return new SmtpPost(
        sender,
        known,
        Addresses.ours("heed.mail.from", "Universität Nord <texts@example.edu>"),
        Addresses.ours("heed.mail.reply-to", "help@example.edu"),
        deadline,
        SmtpPostTest.CLOCK);
  }

  static JavaMailSenderImpl sender(int port, Map<String, String> properties) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    sender.getJavaMailProperties().putAll(properties);
    return sender;
  }

  /** Knows no server yet. */
  static KnownServers known() {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource("jdbc:hsqldb:mem:" + java.util.UUID.randomUUID()));
    jdbc.sql(
            "create table mail_server (host varchar(255), port integer,"
                + " encrypts_since timestamp(6) with time zone, primary key (host, port))")
        .update();
    return new KnownServers(jdbc, Clock.systemUTC());
  }
}
