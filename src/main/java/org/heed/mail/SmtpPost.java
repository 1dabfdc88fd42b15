package org.heed.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.heed.address.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** One SMTP connection for many letters. */
final class SmtpPost implements Post {
  private static final Logger log = LoggerFactory.getLogger(SmtpPost.class);
  private static final int REFUSES_US = 535;
  private static final int GREETED = 250;
  private static final Set<Integer> WANTS_CREDENTIALS = Set.of(530, 534, 535, 538);

  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final JavaMailSenderImpl sender;
  private final SmtpLine plain;
  private final SmtpLine allLetters;
  private final InternetAddress from;
  private final @Nullable InternetAddress replyTo;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param deadline how long one letter may take, with the connection and all
   */
  SmtpPost(
      JavaMailSenderImpl sender,
      KnownServers known,
      InternetAddress from,
      @Nullable InternetAddress replyTo,
      Duration deadline,
      Clock clock) {
    this.clock = clock;
    this.deadline = deadline;
    this.sender = sender;
    this.plain = new SmtpLine(sender, known, false);
    this.allLetters = new SmtpLine(sender, known, true);
    this.from = from;
    this.replyTo = replyTo;
  }

  @Override
  public PostAnswer send(Letter letter) {
    EmailAddress.Reading reading = EmailAddress.read(letter.to());
    EmailAddress to = reading.address();
    if (to == null) {
      return new PostAnswer(
          PostAnswer.Kind.REFUSED, null, "not an email address: " + reading.problem());
    }
    SmtpLine line = to.needsUtf8() ? allLetters : plain;
    TimedSockets.Limit limit = line.limit(deadline);
    try {
      return send(letter, to, line);
    } finally {
      limit.close();
    }
  }

  private PostAnswer send(Letter letter, EmailAddress to, SmtpLine line) {
    SMTPTransport open;
    try {
      open = line.open();
    } catch (AuthenticationFailedException e) {
      return down(line, "refuses spring.mail.username or spring.mail.password", REFUSES_US, e);
    } catch (SmtpLine.EncryptionGone e) {
      return down(line, words(e), GREETED, null);
    } catch (MessagingException e) {
      return down(line, whyNot(line, e), null, e);
    }
    if (to.needsUtf8() && !open.supportsExtension("SMTPUTF8")) {
      return new PostAnswer(
          PostAnswer.Kind.REFUSED,
          null,
          "the mail server takes no letter such as "
              + to.foreignLetter()
              + " before the @ (it does not offer SMTPUTF8)");
    }
    InternetAddress address = new InternetAddress();
    address.setAddress(to.wire());
    Tracked message = new Tracked(line.session(), messageId(letter));
    try {
      fill(message, letter, address);
    } catch (MessagingException | IOException e) {
      return new PostAnswer(PostAnswer.Kind.LATER, null, "the mail cannot be written: " + words(e));
    }
    try {
      open.sendMessage(message, new Address[] {address});
      return new PostAnswer(
          PostAnswer.Kind.SENT, open.getLastReturnCode(), line(open.getLastServerResponse()));
    } catch (MessagingException e) {
      return failed(line, e, message.ended);
    }
  }

  private PostAnswer failed(SmtpLine line, MessagingException fault, boolean ended) {
    for (Exception e = fault; e instanceof MessagingException m; e = m.getNextException()) {
      int code = 0;
      if (e instanceof SMTPSenderFailedException ours) {
        return down(line, "does not take heed.mail.from", ours.getReturnCode(), ours);
      } else if (e instanceof SMTPAddressFailedException theirs) {
        code = theirs.getReturnCode();
      } else if (e instanceof SMTPSendFailedException all && all.getNextException() == null) {
        code = all.getReturnCode();
      }
      if (WANTS_CREDENTIALS.contains(code)) {
        return down(line, "wants spring.mail.username and spring.mail.password", code, m);
      }
      if (code >= 500 && m instanceof SMTPSendFailedException all && isBeforeRecipient(all)) {
        return down(line, "takes no mail from us", code, m);
      }
      if (code == 421) {
        hangUp(line);
      }
      if (code >= 500 && code < 600) {
        return new PostAnswer(PostAnswer.Kind.REFUSED, code, words(e));
      }
      if (code >= 400 && code < 500) {
        return new PostAnswer(PostAnswer.Kind.LATER, code, words(e));
      }
    }
    String why = line.wasCut() ? "it took longer than " + time() : "the connection was lost";
    hangUp(line);
    return ended
        ? new PostAnswer(PostAnswer.Kind.IN_DOUBT, null, why + " after the mail's end")
        : new PostAnswer(PostAnswer.Kind.LATER, null, why);
  }

  /** Said to us, not to the recipient: the next letter would hear the same. */
  private static boolean isBeforeRecipient(SMTPSendFailedException fault) {
    String command = fault.getCommand();
    return command != null && command.toUpperCase(Locale.ROOT).startsWith("MAIL");
  }

  private String whyNot(SmtpLine line, MessagingException fault) {
    if (line.wasCut()) {
      return "took longer than " + time();
    }
    if (!(fault.getCause() instanceof SSLException encryption)) {
      return "cannot be reached";
    }
    return isOfCertificate(encryption)
        ? "has a certificate that is not to be trusted (if it is your own: spring.mail.properties."
            + "mail.smtp.ssl.trust="
            + sender.getHost()
            + ", or without encryption spring.mail.properties.mail.smtp.starttls.enable=false)"
        : "offers encryption and does not come to it: " + line(encryption.getMessage());
  }

  private static boolean isOfCertificate(SSLException fault) {
    return fault instanceof SSLPeerUnverifiedException
        || Stream.iterate((Throwable) fault, Objects::nonNull, Throwable::getCause)
            .anyMatch(CertificateException.class::isInstance);
  }

  private String time() {
    return deadline.toSeconds() + " seconds";
  }

  private void fill(MimeMessage message, Letter letter, InternetAddress to)
      throws MessagingException, IOException {
    message.setFrom(from);
    if (replyTo != null) {
      message.setReplyTo(new Address[] {replyTo});
    }
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(line(letter.subject()), "UTF-8");
    Parts.fill(message, letter);
    // No out-of-office answers to what a machine sends (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSentDate(Date.from(clock.instant()));
    message.saveChanges();
  }

  private String messageId(Letter letter) {
    String address = from.getAddress();
    return "<" + letter.messageId() + address.substring(address.lastIndexOf('@')) + ">";
  }

  private PostAnswer down(
      SmtpLine line, String what, @Nullable Integer code, @Nullable MessagingException e) {
    String words = line.name() + " " + what + (e == null ? "" : ": " + words(e));
    hangUp(line);
    return new PostAnswer(PostAnswer.Kind.SERVER_DOWN, code, words);
  }

  private static String words(Exception e) {
    return line(String.valueOf(e.getMessage()));
  }

  private static String line(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
  }

  @Override
  public void close() {
    hangUp(plain);
    hangUp(allLetters);
  }

  private static void hangUp(SmtpLine line) {
    try {
      line.close(GOODBYE);
    } catch (MessagingException e) {
      log.debug("the mail connection was lost while closing");
    }
  }

  /** A mail that keeps its id and knows whether its end was written. */
  private static final class Tracked extends MimeMessage {
    private final String id;
    private boolean ended;

    Tracked(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored)
        throws IOException, MessagingException {
      super.writeTo(out, ignored);
      ended = true;
    }
  }
}
