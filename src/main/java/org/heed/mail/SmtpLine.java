package org.heed.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One connection to the mail server: made when it is needed, encrypted whenever the server offers
 * that, and never again without once it has.
 */
final class SmtpLine {
  private static final String STARTTLS = "mail.smtp.starttls.enable";
  private static final String REQUIRED = "mail.smtp.starttls.required";
  private static final String SETTING = "spring.mail.properties." + STARTTLS;

  /** The server, or somebody on the way to it, no longer offers the encryption it had. */
  static final class EncryptionGone extends MessagingException {
    private static final long serialVersionUID = 1L;

    EncryptionGone(LocalDate since) {
      super(
          "offers no STARTTLS, and did on "
              + since
              + ": nothing is sent where others could read it; if that is meant: "
              + SETTING
              + "=false");
    }
  }

  static {
    // Else the mail library looks through the whole class path for it, for each part of each
    // letter.
    String streams = "jakarta.mail.util.StreamProvider";
    if (System.getProperty(streams) == null) {
      System.setProperty(streams, MailStreamProvider.class.getName());
    }
  }

  private final JavaMailSenderImpl server;
  private final KnownServers known;
  private final String host;
  private final Session session;
  private final TimedSockets sockets = new TimedSockets();
  private final boolean encrypting;
  private final boolean required;
  private @Nullable SMTPTransport transport;

  /**
   * @param utf8 for addresses with letters of all languages, where the server knows them
   */
  SmtpLine(JavaMailSenderImpl server, KnownServers known, boolean utf8) {
    this.server = server;
    this.known = known;
    this.host = Objects.requireNonNullElse(server.getHost(), "localhost");
    Properties properties = new Properties();
    properties.putAll(server.getSession().getProperties());
    properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
    required = is(properties, REQUIRED, false) || is(properties, STARTTLS, false);
    encrypting = protocol().equals("smtp") && (required || is(properties, STARTTLS, true));
    String prefix = "mail." + protocol() + ".";
    // A proxy needs sockets of its own kind.
    if (!properties.containsKey(prefix + "socks.host")
        && !properties.containsKey(prefix + "socketFactory.class")) {
      properties.put(prefix + "socketFactory", sockets);
      properties.setProperty(prefix + "socketFactory.fallback", "false");
    }
    session = Session.getInstance(properties);
  }

  private static boolean is(Properties properties, String name, boolean otherwise) {
    String value = properties.getProperty(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    if (!List.of("true", "false").contains(value.strip())) {
      throw new ConfigurationProblem(
          "spring.mail.properties." + name + ": found " + value + ", expected true or false");
    }
    return Boolean.parseBoolean(value.strip());
  }

  private String protocol() {
    return server.getProtocol() == null ? "smtp" : server.getProtocol();
  }

  Session session() {
    return session;
  }

  /** Until the answer is closed, a conversation has so much time. */
  TimedSockets.Limit limit(Duration most) {
    return sockets.limit(most);
  }

  /** Whether the conversation took too long and was cut. */
  boolean wasCut() {
    return sockets.wasLate();
  }

  /**
   * The connection there is, or a new one.
   *
   * @throws ConfigurationProblem when the encryption that is asked for by name is not offered
   */
  SMTPTransport open() throws MessagingException {
    SMTPTransport open = transport;
    if (open == null || !open.isConnected()) {
      open = connect();
      transport = open;
    }
    return open;
  }

  private SMTPTransport connect() throws MessagingException {
    if (!(session.getTransport(protocol()) instanceof SMTPTransport made)) {
      throw new NoSuchProviderException(protocol());
    }
    Optional<LocalDate> since =
        encrypting ? known.encryptsSince(host, server.getPort()) : Optional.empty();
    made.setStartTLS(encrypting);
    made.setRequireStartTLS(encrypting && (required || since.isPresent()));
    try {
      made.connect(host, server.getPort(), server.getUsername(), server.getPassword());
    } catch (MessagingException e) {
      if (!String.valueOf(e.getMessage()).startsWith("STARTTLS is required")) {
        throw e;
      }
      if (since.isPresent()) {
        throw new EncryptionGone(since.get());
      }
      throw new ConfigurationProblem(
          SETTING
              + ": found true, and "
              + name()
              + " offers no STARTTLS; expected a server that does, or false");
    } finally {
      if (encrypting && (made.isSSL() || made.supportsExtension("STARTTLS"))) {
        known.encrypts(host, server.getPort());
      }
    }
    return made;
  }

  /** The server as people know it. */
  String name() {
    return host + (server.getPort() < 0 ? "" : ":" + server.getPort());
  }

  void close(Duration most) throws MessagingException {
    SMTPTransport open = transport;
    transport = null;
    if (open != null) {
      TimedSockets.Limit limit = limit(most);
      try {
        open.close();
      } finally {
        limit.close();
      }
    }
  }
}
