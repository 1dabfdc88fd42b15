package org.heed.preview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.words.Phrases;
import org.heed.words.Segments;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** Rows of a preview, each in a line. */
final class RowLines {
  private final PhoneNumbers numbers;
  private final ZoneId zone;

  RowLines(PhoneNumbers numbers, ZoneId zone) {
    this.numbers = numbers;
    this.zone = zone;
  }

  /** Which row it is, behind a reason. */
  String brief(PreviewRow row) {
    Instant until = row.until();
    String student = row.studentId();
    return row.line()
        + (row.value().isBlank() ? "" : " \"" + Words.line(row.value(), 40) + "\"")
        + (student == null ? "" : " (" + student + ")")
        + (until == null ? "" : Phrases.of("preview.until", Words.time(until, zone)));
  }

  /** One row, in a line. */
  String line(PreviewRow row) {
    String reason = row.reason();
    String student = row.studentId();
    Sender sender = row.sender();
    Instant until = row.until();
    if (row.fate() == Fate.REJECTED) {
      return Phrases.of(
          "preview.row.rejected",
          row.line(),
          row.column().isEmpty() ? "" : ", " + row.column(),
          row.value().isBlank() ? "" : " \"" + Words.line(row.value(), 40) + "\"",
          reason);
    }
    String how =
        switch (row.fate()) {
          case TEXT, HELD -> Phrases.of("preview.to.phone", national(row.phone()));
          case EMAIL -> Phrases.of("preview.to.email", row.email());
          case WAITING -> Phrases.of("preview.fate.WAITING");
          default -> Phrases.of("preview.fate.FAIL");
        };
    return Phrases.of("row.line", row.line())
        + (student == null ? "" : ", " + Phrases.of("person.student", student))
        + ": "
        + (row.fate() == Fate.HELD ? Phrases.of("preview.fate.HELD") + ", " : "")
        + how
        + (sender == null ? "" : Phrases.of("preview.from", sender.name()))
        + (until == null ? "" : Phrases.of("preview.not.before", Words.time(until, zone)))
        + (reason == null || row.fate() == Fate.WAITING ? "" : ": " + reason)
        + (row.segments() == 0 ? "" : ", " + Words.count(row.segments(), "segment") + because(row));
  }

  /** Which characters make it cost more; nothing: none does. */
  private static String because(PreviewRow row) {
    return row.segments() == Segments.ofPlain(String.valueOf(row.text()))
        ? ""
        : Phrases.of(
            "preview.because.of",
            row.outsideGsm().stream()
                .limit(PreviewPage.CHARACTERS)
                .map(Character::toString)
                .collect(Collectors.joining(" ")));
  }

  private String national(@Nullable PhoneNumber phone) {
    return phone == null ? "" : numbers.national(phone);
  }
}
