package org.heed.torture;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** One mail as the mail server has it. */
record Mail(String id, String to, String text) {
  static Mail read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      return new Mail(
          message.getMessageID(),
          message.getAllRecipients()[0].toString(),
          String.valueOf(text(message.getContent())));
    } catch (MessagingException e) {
      throw new IOException(file.toString(), e);
    }
  }

  private static Object text(Object content) throws MessagingException, IOException {
    if (content instanceof Multipart parts) {
      BodyPart first = parts.getBodyPart(0);
      return text(first.getContent());
    }
    return content;
  }
}
