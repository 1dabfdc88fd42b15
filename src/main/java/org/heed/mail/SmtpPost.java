package org.heed.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** One SMTP connection for many letters. */
final class SmtpPost implements Post {
  private static final Logger log = LoggerFactory.getLogger(SmtpPost.class);
  private static final int REFUSES_US = 535;
  private static final Set<Integer> WANTS_CREDENTIALS = Set.of(530, 534, 535, 538);

  private final JavaMailSenderImpl sender;
  private final InternetAddress from;
  private final @Nullable InternetAddress replyTo;
  private final Clock clock;
  private @Nullable Transport transport;

  SmtpPost(
      JavaMailSenderImpl sender,
      InternetAddress from,
      @Nullable InternetAddress replyTo,
      Clock clock) {
    this.clock = clock;
    this.sender = sender;
    this.from = from;
    this.replyTo = replyTo;
  }

  @Override
  public Receipt send(Letter letter) {
    InternetAddress to;
    try {
      to = Addresses.one(letter.to());
    } catch (AddressException e) {
      return new Receipt(Receipt.Kind.REFUSED, null, "not an email address");
    }
    Transport open = transport;
    try {
      if (open == null || !open.isConnected()) {
        open = connect();
        transport = open;
      }
    } catch (AuthenticationFailedException e) {
      return down("refuses spring.mail.username or spring.mail.password", REFUSES_US, e);
    } catch (MessagingException e) {
      if (String.valueOf(e.getMessage()).contains("STARTTLS")) {
        throw noEncryption();
      }
      return down(whyNot(e), null, e);
    }
    Tracked message = new Tracked(sender.getSession(), messageId(letter));
    try {
      fill(message, letter, to);
    } catch (MessagingException | IOException e) {
      return new Receipt(Receipt.Kind.LATER, null, "the mail cannot be written: " + words(e));
    }
    try {
      open.sendMessage(message, new Address[] {to});
      if (open instanceof SMTPTransport smtp) {
        return new Receipt(
            Receipt.Kind.SENT, smtp.getLastReturnCode(), line(smtp.getLastServerResponse()));
      }
      return new Receipt(Receipt.Kind.SENT, null, "");
    } catch (MessagingException e) {
      return failed(e, message.ended);
    }
  }

  private Receipt failed(MessagingException fault, boolean ended) {
    for (Exception e = fault; e instanceof MessagingException m; e = m.getNextException()) {
      int code = 0;
      if (e instanceof SMTPSenderFailedException ours) {
        return down("does not take heed.mail.from", ours.getReturnCode(), ours);
      } else if (e instanceof SMTPAddressFailedException theirs) {
        code = theirs.getReturnCode();
      } else if (e instanceof SMTPSendFailedException all && all.getNextException() == null) {
        code = all.getReturnCode();
      }
      if (WANTS_CREDENTIALS.contains(code)) {
        return down("wants spring.mail.username and spring.mail.password", code, m);
      }
      if (code >= 500 && m instanceof SMTPSendFailedException all && isBeforeRecipient(all)) {
        return down("takes no mail from us", code, m);
      }
      if (code == 421) {
        close();
      }
      if (code >= 500 && code < 600) {
        return new Receipt(Receipt.Kind.REFUSED, code, words(e));
      }
      if (code >= 400 && code < 500) {
        return new Receipt(Receipt.Kind.LATER, code, words(e));
      }
    }
    close();
    return ended
        ? new Receipt(Receipt.Kind.IN_DOUBT, null, "the connection was lost after the mail's end")
        : new Receipt(Receipt.Kind.LATER, null, "the connection was lost");
  }

  /** Said to us, not to the recipient: the next letter would hear the same. */
  private static boolean isBeforeRecipient(SMTPSendFailedException fault) {
    String command = fault.getCommand();
    return command != null && command.toUpperCase(Locale.ROOT).startsWith("MAIL");
  }

  private ConfigurationProblem noEncryption() {
    return new ConfigurationProblem(
        "spring.mail.properties.mail.smtp.starttls.enable: found true, and "
            + sender.getHost()
            + ":"
            + sender.getPort()
            + " offers no STARTTLS; expected a server that does, or false");
  }

  private static String whyNot(MessagingException fault) {
    return fault.getCause() instanceof SSLException
        ? "offers an encryption that is not to be trusted (see spring.mail.properties.mail.smtp.ssl)"
        : "cannot be reached";
  }

  private Transport connect() throws MessagingException {
    Transport made =
        sender
            .getSession()
            .getTransport(sender.getProtocol() == null ? "smtp" : sender.getProtocol());
    made.connect(sender.getHost(), sender.getPort(), sender.getUsername(), sender.getPassword());
    return made;
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
    message.setSentDate(Date.from(clock.instant()));
    message.saveChanges();
  }

  private String messageId(Letter letter) {
    String address = from.getAddress();
    return "<" + letter.messageId() + address.substring(address.lastIndexOf('@')) + ">";
  }

  private Receipt down(String what, @Nullable Integer code, MessagingException e) {
    log.error("mail server {} {}; emails wait: {}", sender.getHost(), what, words(e));
    close();
    return new Receipt(
        Receipt.Kind.SERVER_DOWN,
        code,
        sender.getHost() + ":" + sender.getPort() + " " + what + ": " + words(e));
  }

  private static String words(Exception e) {
    return line(String.valueOf(e.getMessage()));
  }

  private static String line(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
  }

  @Override
  public void close() {
    Transport open = transport;
    transport = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        log.debug("the mail connection was lost while closing");
      }
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
