package org.heed.intake;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** What became of a file, in words: for a terminal in a line, for its receipt in some more. */
public final class ReceiptText {
  static final int SHOWN = 20;

  private ReceiptText() {}

  /** One line: {@code fall.csv: 4,998 messages queued, 2 rows rejected}. */
  public static String line(ImportFile file) {
    String reason = file.reason();
    String what =
        switch (file.state()) {
          case REJECTED ->
              Phrases.of(
                  "receipt.rejected.why", reason == null ? "" : reason.replaceFirst("\\.$", ""));
          default -> {
            long wrong = file.rejected() - file.repeated();
            String rejected =
                (wrong == 0 ? "" : Phrases.of("receipt.and.rejected", Words.count(wrong, "row")))
                    + (file.repeated() == 0
                        ? ""
                        : Phrases.of("receipt.not.again", Words.count(file.repeated(), "row")));
            yield (file.accepted() == 0 ? "" : taken(file) + rejected)
                + (reason == null ? "" : (file.accepted() == 0 ? "" : "; ") + reason);
          }
        };
    return file.name() + ": " + what;
  }

  /** The line as far as it says what became of the file and nothing that stands in it. */
  static String subject(ImportFile file) {
    String begin = file.name() + ": ";
    String what = line(file).substring(begin.length());
    if (file.state() == ImportFile.State.REJECTED) {
      String rejected = Phrases.of("receipt.rejected.why", "");
      what = rejected + what.substring(rejected.length()).split("[:;]|[,.] ", 2)[0];
    }
    return begin + what.split("; ", 2)[0];
  }

  /**
   * The receipt.
   *
   * @param first the first rejected rows
   * @param noted what to say of rows that were taken
   * @param table where all of them are
   */
  static List<String> of(
      ImportFile file, List<Rejection> first, List<String> noted, Path table, ZoneId zone) {
    List<String> lines = new ArrayList<>(what(file, zone));
    noted(noted, lines);
    if (file.rows() > 0 && !first.isEmpty()) {
      lines.add("");
      rejected(file, first, true, lines);
      lines.add(Phrases.of("receipt.all", table.getFileName()));
    }
    return lines;
  }

  /**
   * The receipt as a mail: of the rejected rows it shows no values, which are people's phones and
   * names.
   */
  static List<String> mail(
      ImportFile file, List<Rejection> first, List<String> noted, ZoneId zone) {
    List<String> lines = new ArrayList<>(what(file, zone));
    noted(noted, lines);
    if (file.rows() > 0 && !first.isEmpty()) {
      lines.add("");
      rejected(file, first, false, lines);
      lines.add(Phrases.of("receipt.all.attached"));
    }
    return lines;
  }

  private static List<String> what(ImportFile file, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(file.name());
    lines.add(Phrases.of("receipt.dropped", Words.time(file.takenAt(), zone)));
    lines.add("");
    long wrong = file.rejected() - file.repeated();
    boolean whole = file.state() == ImportFile.State.REJECTED;
    String reason = file.reason();
    if (whole) {
      lines.add(Phrases.of("receipt.rejected"));
      lines.add(Phrases.of("file.why", sentence(reason)));
      lines.add(Phrases.of("receipt.correct.all"));
    } else {
      if (file.accepted() > 0) {
        lines.add(Phrases.of("receipt.taken", taken(file), wrong, Words.count(file.rows(), "row")));
      }
      if (file.repeated() > 0) {
        lines.add(Phrases.of("receipt.repeated", Words.count(file.repeated(), "row")));
        lines.add(Phrases.of("import.repeated", file.name()));
      }
      if (reason != null) {
        // It begins with the name of a campaign.
        lines.add(file.kind() == FileKind.CANCEL ? reason + "." : sentence(reason));
      }
      if (file.kind() == FileKind.CONSENT) {
        lines.add(Phrases.of("receipt.stop.stands"));
      }
      if (wrong > 0) {
        lines.addAll(
            file.kind() == FileKind.CAMPAIGN
                ? List.of(Phrases.of("receipt.correct.campaign"), Phrases.of("receipt.preview"))
                : List.of(Phrases.of("receipt.correct")));
      }
    }
    return lines;
  }

  private static void noted(List<String> noted, List<String> lines) {
    if (!noted.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("receipt.taken.all.the.same"));
      noted.forEach(row -> lines.add("  " + row));
    }
  }

  private static void rejected(
      ImportFile file, List<Rejection> first, boolean values, List<String> lines) {
    boolean some = file.repeated() > 0 && file.state() != ImportFile.State.REJECTED;
    lines.add(
        Phrases.of(
            !some
                ? "receipt.lines"
                : file.rejected() == file.repeated()
                    ? "receipt.lines.repeated"
                    : "receipt.lines.both"));
    for (Rejection row : first) {
      String value = values ? Words.begin(Cells.oneLine(row.value()), 60) : "";
      lines.add(
          "  "
              + Phrases.of("row.line", row.line())
              + (row.column().isEmpty() ? "" : ", " + row.column())
              + (value.isBlank() ? "" : " \"" + value + "\"")
              + ": "
              + row.reason());
    }
    if (file.rejected() > first.size()) {
      lines.add("  " + Phrases.of("receipt.more", file.rejected() - first.size()));
    }
  }

  /** Of a consent file; null: none was. */
  public static @Nullable String overtaken(long rows) {
    return rows == 0 ? null : Phrases.of("receipt.stale", Words.count(rows, "row"));
  }

  /** Of a campaign; null: none does. */
  public static @Nullable String shared(long rows) {
    return rows == 0 ? null : Phrases.of("receipt.shared", rows);
  }

  private static String taken(ImportFile file) {
    return Phrases.of("receipt.taken." + file.kind(), file.accepted());
  }

  private static String sentence(@Nullable String text) {
    String said = text == null || text.isEmpty() ? Phrases.of("receipt.no.reason") : text;
    return Character.toUpperCase(said.charAt(0))
        + said.substring(1)
        + (said.endsWith(".") ? "" : ".");
  }
}
