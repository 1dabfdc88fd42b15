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
    List<String> listed = ListColumns.among(kind == FileKind.CAMPAIGN ? header.keys() : unread());
    switch (kind) {
      case CAMPAIGN -> {
        named("student_id", "phone");
        named("from", "from");
        if (header.has("cancel")) {
          throw new UnreadableFile(
              line,
              "the header is a campaign's and has a column cancel; to send it take out that column,"
                  + " to cancel a campaign drop a file with the columns cancel (the campaign's"
                  + " name) and reason alone");
        }
        noList(
            "a campaign's (" + header.shown(header.has("message") ? "message" : "template") + ")",
            listed,
            "of opt-outs or replies",
            "to text these people take out the columns of the list, to record opt-outs take out"
                + " the message");
      }
      case CONSENT -> named("phone", "student_id");
      case CANCEL -> {}
      case PEOPLE -> {
        boolean byHeedsNames =
            Arrays.stream(PhoneType.values())
                .map(FileKind::column)
                .anyMatch(phone -> header.has(phone) && !header.isCalledOtherwise(phone));
        noList(
            "that of people",
            byHeedsNames ? List.of() : listed,
            "of opt-outs",
            "to record opt-outs name the column that says it sms_status, to list people take it"
                + " out");
      }
    }
    for (String column : header.repeated()) {
      // In a campaign every column may be meant by a placeholder.
      boolean isRead = header.has("basis") || !FileKind.isOfBasis(column);
      if (kind == FileKind.CAMPAIGN || (isRead && kind.columns().contains(column))) {
        throw new UnreadableFile(
            line, "the column " + column + " stands there twice, expected each column once");
      }
    }
  }

  /** The columns as the file names them, without those that say on what a consent rests. */
  private List<String> unread() {
    return header.keys().stream()
        .filter(key -> !header.has("basis") || !FileKind.isOfBasis(header.column(key)))
        .toList();
  }

  private void noList(String what, List<String> listed, String list, String advice)
      throws UnreadableFile {
    if (!listed.isEmpty()) {
      throw new UnreadableFile(
          line,
          "the header is %s and that of a list %s (%s) at once; %s"
              .formatted(what, list, String.join(", ", listed), advice));
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
