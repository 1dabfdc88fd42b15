package org.heed.page;

import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/** A mail as a browser can show it. */
@NullUnmarked
final class Letter {
  private static final Pattern IMAGE = Pattern.compile("cid:(\\w+)");

  private Letter() {}

  /** The HTML part, with its pictures inside. */
  static String html(String raw) throws Exception {
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
    String html = (String) find(message, "text/html").getContent();
    Matcher image = IMAGE.matcher(html);
    if (!image.find()) {
      return html;
    }
    String picture =
        Base64.getEncoder()
            .encodeToString(find(message, "image/png").getInputStream().readAllBytes());
    return image.replaceAll("data:image/png;base64," + Matcher.quoteReplacement(picture));
  }

  private static Part find(Part part, String type) throws Exception {
    if (part.isMimeType(type)) {
      return part;
    }
    if (part.getContent() instanceof MimeMultipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        Part found = find(parts.getBodyPart(i), type);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
