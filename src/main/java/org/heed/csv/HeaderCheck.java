package org.heed.csv;

import java.util.Arrays;
import java.util.List;
import org.heed.address.PhoneType;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** Whether a header has what a file of its kind needs, and nothing that is of another kind. */
final class HeaderCheck {
  private final Header header;
  private final long line;

  HeaderCheck(Header header, long line) {
    this.header = header;
    this.line = line;
  }

  void check(FileKind kind) throws UnreadableFile {
    List<String> listed = ListColumns.among(kind == FileKind.CAMPAIGN ? unfilled() : unread());
    switch (kind) {
      case CAMPAIGN -> {
        named("student_id", "phone");
        named("from", "from");
        if (header.has("cancel")) {
          throw new UnreadableFile(line, Phrases.of("file.campaign.cancel"));
        }
        noList("campaign", listed, header.shown(header.has("message") ? "message" : "template"));
      }
      case CONSENT -> named("phone", "student_id");
      case CANCEL -> {}
      case PEOPLE -> {
        boolean byHeedsNames =
            Arrays.stream(PhoneType.values())
                .map(FileKind::column)
                .anyMatch(phone -> header.has(phone) && !header.isCalledOtherwise(phone));
        noList("people", byHeedsNames ? List.of() : listed, "");
      }
    }
    for (String column : header.repeated()) {
      // In a campaign every column may be meant by a placeholder.
      boolean isRead = header.has("basis") || !FileKind.isOfBasis(column);
      if (kind == FileKind.CAMPAIGN || (isRead && kind.columns().contains(column))) {
        throw new UnreadableFile(line, Phrases.of("file.column.twice", column));
      }
    }
  }

  /** The columns as the file names them, without one that its texts may be filled with. */
  private List<String> unfilled() {
    List<String> perhaps = ListColumns.maybeOfReplies(header.keys());
    return header.keys().stream()
        .filter(key -> perhaps.size() > 1 || !perhaps.contains(key))
        .toList();
  }

  /** The columns as the file names them, without those that say on what a consent rests. */
  private List<String> unread() {
    return header.keys().stream()
        .filter(key -> !header.has("basis") || !FileKind.isOfBasis(header.column(key)))
        .toList();
  }

  private void noList(String what, List<String> listed, String column) throws UnreadableFile {
    if (!listed.isEmpty()) {
      throw new UnreadableFile(
          line, Phrases.of("file.list." + what, String.join(", ", listed), column));
    }
  }

  private void named(String column, String other) throws UnreadableFile {
    if (!header.has(column) && !header.has(other)) {
      throw new UnreadableFile(
          line,
          Phrases.of(
              column.equals(other) ? "header.no.column" : "header.neither.column",
              column,
              other,
              Words.begin(String.join(", ", header.others(List.of())), 300)));
    }
  }
}
