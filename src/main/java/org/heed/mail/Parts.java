package org.heed.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter's content: the text, beside it the HTML with its pictures, and behind both the files. A
 * program that shows no HTML shows no picture either, and attachments are never taken for pictures.
 */
final class Parts {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv",
          "html", "text/html",
          "txt", "text/plain",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "zip", "application/zip");

  private Parts() {}

  static void fill(MimeMessage message, Letter letter) throws MessagingException, IOException {
    String html = letter.html();
    if (letter.attachments().isEmpty()) {
      if (html == null) {
        message.setText(letter.text(), UTF_8);
      } else {
        message.setContent(alternatives(letter, html));
      }
      return;
    }
    MimeMultipart all = new MimeMultipart("mixed");
    all.addBodyPart(html == null ? text(letter.text()) : wrapped(alternatives(letter, html)));
    for (Path file : letter.attachments()) {
      all.addBodyPart(attachment(file));
    }
    message.setContent(all);
  }

  private static MimeMultipart alternatives(Letter letter, String html) throws MessagingException {
    MimeMultipart alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(text(letter.text()));
    MimeBodyPart page = new MimeBodyPart();
    page.setContent(html, "text/html;charset=" + UTF_8);
    if (letter.pictures().isEmpty()) {
      alternatives.addBodyPart(page);
      return alternatives;
    }
    MimeMultipart related = new MimeMultipart("related");
    related.addBodyPart(page);
    for (Picture picture : letter.pictures()) {
      InternetHeaders headers = new InternetHeaders();
      headers.setHeader("Content-Type", picture.type());
      headers.setHeader("Content-Transfer-Encoding", "base64");
      MimeBodyPart part =
          new MimeBodyPart(headers, Base64.getMimeEncoder().encode(picture.content()));
      part.setContentID("<" + picture.id() + ">");
      part.setDescription(picture.words(), UTF_8);
      part.setDisposition(Part.INLINE);
      related.addBodyPart(part);
    }
    alternatives.addBodyPart(wrapped(related));
    return alternatives;
  }

  private static MimeBodyPart text(String words) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(words, UTF_8);
    return text;
  }

  private static MimeBodyPart wrapped(MimeMultipart parts) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(parts);
    return part;
  }

  private static MimeBodyPart attachment(Path file) throws MessagingException, IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    MimeBodyPart part = new MimeBodyPart();
    part.attachFile(file.toFile(), type(file), "base64");
    return part;
  }

  private static @Nullable String type(Path file) {
    String name = file.toString();
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT),
        "application/octet-stream");
  }
}
