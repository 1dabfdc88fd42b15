package org.heed.cli;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * A mail as its reader gets it: headers, and every part decoded; of pictures and workbooks the
 * kind.
 */
@NullUnmarked
final class MailText {
  private static final Set<String> PER_DELIVERY = Set.of("received", "content-transfer-encoding");

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private MailText() {}

  static String of(String mail) {
    try {
      MimeMessage message =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
      StringBuilder text = new StringBuilder();
      add(message, text);
      return text.toString();
    } catch (MessagingException | IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void add(Part part, StringBuilder text) throws MessagingException, IOException {
    List<Header> headers = Collections.list(part.getAllHeaders());
    for (Header header : headers) {
      String name = header.getName();
      if (!PER_DELIVERY.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        text.append(name)
            .append(": ")
            .append(header.getValue().replaceAll("\\s+", " ").replaceAll("boundary=\"[^\"]*\"", ""))
            .append('\n');
      }
    }
    text.append('\n');
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        text.append("---- part\n");
        add(parts.getBodyPart(i), text);
      }
    } else if (!part.isMimeType("image/*") && !part.isMimeType(XLSX)) {
      text.append(
          new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replace("\r\n", "\n"));
      text.append('\n');
    }
  }
}
