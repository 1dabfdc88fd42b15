package org.heed.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.heed.words.Words;
import org.springframework.stereotype.Component;

/** Finds out of a dropped file what it is and how it is written, from the file itself. */
@Component
public class Tables {
  public static final long MOST_BYTES = 2_000_000_000L;

  Tables() {}

  /**
   * Looks into a file.
   *
   * @throws UnreadableFile when it is no table of a kind Heed knows
   */
  public Table of(Path file) throws UnreadableFile, IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new UnreadableFile(
          0,
          String.format(
              Locale.ENGLISH,
              "found a file of %,d bytes, expected at most %,d; split it into several",
              size,
              MOST_BYTES));
    }
    if (size == 0) {
      throw new UnreadableFile(0, "the file is empty, expected a CSV file with a header");
    }
    Signature.check(file);
    HeaderSearch.Found found = HeaderSearch.best(CsvSource.of(file));
    FileKind kind = found.kind();
    if (kind == null) {
      throw unknown(found);
    }
    complete(found, kind);
    return new Table(found, kind);
  }

  private static UnreadableFile unknown(HeaderSearch.Found found) {
    String line = String.join(",", found.names()).strip();
    return new UnreadableFile(
        found.line(),
        line.indexOf('\0') >= 0
            ? "the first line has NUL characters, expected a header; if this is UTF-16, save it"
                + " with a byte order mark, or as UTF-8"
            : "the first line is no header Heed knows: found \""
                + Words.begin(line, 120)
                + "\", expected column names such as student_id,phone,from,message (a campaign),"
                + " phone,sms_status (consent) or student_id,mobile_phone (people)");
  }

  private static void complete(HeaderSearch.Found found, FileKind kind) throws UnreadableFile {
    Header header = found.header();
    switch (kind) {
      case CAMPAIGN -> {
        named(found, "student_id", "phone");
        named(found, "from", "from");
        if (header.has("cancel")) {
          throw new UnreadableFile(
              found.line(),
              "the header is a campaign's and has a column cancel; to send it take out that column,"
                  + " to cancel a campaign drop a file with the columns cancel (the campaign's"
                  + " name) and reason alone");
        }
      }
      case CONSENT -> named(found, "phone", "student_id");
      case PEOPLE, CANCEL -> {}
    }
    List<String> clashing = FileKind.clashing(header.columns());
    if (!clashing.isEmpty()) {
      throw new UnreadableFile(
          found.line(),
          "the header is a campaign's ("
              + (header.has("message") ? "message" : "template")
              + ") and that of a list of opt-outs or replies ("
              + String.join(", ", clashing)
              + ") at once; to text these people take out the columns of the list, to record"
              + " opt-outs take out the message");
    }
    for (String column : header.repeated()) {
      // In a campaign every column may be meant by a placeholder.
      if (kind == FileKind.CAMPAIGN || kind.columns().contains(column)) {
        throw new UnreadableFile(
            found.line(),
            "the column " + column + " stands there twice, expected each column once");
      }
    }
  }

  private static void named(HeaderSearch.Found found, String column, String other)
      throws UnreadableFile {
    Header header = found.header();
    if (!header.has(column) && !header.has(other)) {
      throw new UnreadableFile(
          found.line(),
          "the column "
              + (column.equals(other) ? column : column + " or " + other)
              + " is missing; found "
              + Words.begin(String.join(", ", header.columns()), 300));
    }
  }
}
