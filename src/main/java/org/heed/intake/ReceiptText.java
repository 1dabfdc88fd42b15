package org.heed.intake;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
          case REJECTED -> "rejected: " + (reason == null ? "" : reason.replaceFirst("\\.$", ""));
          default -> {
            long wrong = file.rejected() - file.repeated();
            String rejected =
                (wrong == 0 ? "" : ", " + Words.count(wrong, "row") + " rejected")
                    + (file.repeated() == 0
                        ? ""
                        : ", " + Words.count(file.repeated(), "row") + " not queued again");
            yield (file.accepted() == 0 ? "" : taken(file) + rejected)
                + (reason == null ? "" : (file.accepted() == 0 ? "" : "; ") + reason);
          }
        };
    return file.name() + ": " + what;
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
      lines.add("All of them, for a spreadsheet: " + table.getFileName());
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
      lines.add(
          "All of them with their values are in the receipt beside the file, in the folder "
              + (file.state() == ImportFile.State.DONE ? "done" : "rejected")
              + ".");
    }
    return lines;
  }

  private static List<String> what(ImportFile file, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(file.name());
    lines.add("Dropped on " + Words.time(file.takenAt(), zone) + ".");
    lines.add("");
    long wrong = file.rejected() - file.repeated();
    boolean whole = file.state() == ImportFile.State.REJECTED;
    String reason = file.reason();
    if (whole) {
      lines.add("REJECTED. Nothing of this file was taken.");
      lines.add("Why: " + sentence(reason));
      lines.add("What to do: correct the file and drop it again, all of it.");
    } else {
      if (file.accepted() > 0) {
        lines.add(
            taken(file)
                + ", "
                + (wrong == 0 ? "none" : Words.count(wrong, "row"))
                + " rejected, of "
                + Words.count(file.rows(), "row")
                + ".");
      }
      if (file.repeated() > 0) {
        lines.add(
            Words.count(file.repeated(), "row")
                + " not queued again: queued already, or sent not long ago, from another file.");
        lines.add(Phrases.of("import.repeated", file.name()));
      }
      if (reason != null) {
        lines.add(sentence(reason));
      }
      if (file.kind() == FileKind.CONSENT) {
        lines.add("What people say themselves stands: a STOP from before this file that is read");
        lines.add("later turns its phone off.");
      }
      if (wrong > 0) {
        lines.addAll(
            file.kind() == FileKind.CAMPAIGN
                ? List.of(
                    "What to do: correct these rows and drop the whole file again; the rows already"
                        + " taken are not sent twice.",
                    "Its preview shows which rows would be sent.")
                : List.of("What to do: correct the rejected rows and drop the file again."));
      }
    }
    return lines;
  }

  private static void noted(List<String> noted, List<String> lines) {
    if (!noted.isEmpty()) {
      lines.add("");
      lines.add("Rows that say off and were taken, though something beside it is wrong:");
      noted.forEach(row -> lines.add("  " + row));
    }
  }

  private static void rejected(
      ImportFile file, List<Rejection> first, boolean values, List<String> lines) {
    lines.add("Rejected rows, by their line as a spreadsheet shows it:");
    for (Rejection row : first) {
      String value = values ? Words.begin(Cells.oneLine(row.value()), 60) : "";
      lines.add(
          "  line "
              + row.line()
              + (row.column().isEmpty() ? "" : ", " + row.column())
              + (value.isBlank() ? "" : " \"" + value + "\"")
              + ": "
              + row.reason());
    }
    if (file.rejected() > first.size()) {
      lines.add(String.format(Locale.ENGLISH, "  and %,d more", file.rejected() - first.size()));
    }
  }

  /** Of a consent file; null: none was. */
  public static @Nullable String overtaken(long rows) {
    return rows == 0
        ? null
        : Words.count(rows, "row")
            + " changed nothing, because something later is known; the results beside the file say"
            + " what";
  }

  /** Of a campaign; null: none does. */
  public static @Nullable String shared(long rows) {
    return rows == 0
        ? null
        : Words.count(rows, "row")
            + (rows == 1 ? " names" : " name")
            + " a phone that several people share; such a text is for none of them in particular,"
            + " and where it cannot go, the email goes only to an address on the row";
  }

  private static String taken(ImportFile file) {
    if (file.kind() == FileKind.CANCEL) {
      return Words.count(file.accepted(), "campaign") + " cancelled";
    }
    return file.kind() == FileKind.CAMPAIGN
        ? Words.count(file.accepted(), "message") + " queued"
        : Words.count(file.accepted(), "row")
            + (file.kind() == FileKind.CONSENT ? " of consent taken" : " of people taken");
  }

  private static String sentence(@Nullable String text) {
    String said = text == null || text.isEmpty() ? "no reason is known" : text;
    return Character.toUpperCase(said.charAt(0))
        + said.substring(1)
        + (said.endsWith(".") ? "" : ".");
  }
}
