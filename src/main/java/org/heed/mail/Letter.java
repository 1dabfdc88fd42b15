package org.heed.mail;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one recipient.
 *
 * @param messageId what stands before the at sign, the same each time this mail is sent
 * @param to one address
 * @param subject without control characters
 * @param text the plain text part
 * @param html the HTML part; null: text alone
 * @param pictures shown by the HTML part where it says {@code cid:ID}; none without one
 * @param attachments files, attached under their own names
 */
public record Letter(
    String messageId,
    String to,
    String subject,
    String text,
    @Nullable String html,
    List<Picture> pictures,
    List<Path> attachments) {

  /** A letter without pictures. */
  public Letter(
      String messageId,
      String to,
      String subject,
      String text,
      @Nullable String html,
      List<Path> attachments) {
    this(messageId, to, subject, text, html, List.of(), attachments);
  }
}
