package org.heed.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.address.Institution;
import org.heed.storage.CsvFile;
import org.heed.storage.Folders;
import org.springframework.stereotype.Component;

/** Says what became of a dropped file: beside it, for spreadsheets and for people. */
@Component
class Receipts {
  private static final int SHOWN = 20;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);

  private final ImportFiles files;
  private final Folders folders;
  private final Inbox inbox;
  private final Institution institution;

  Receipts(ImportFiles files, Folders folders, Inbox inbox, Institution institution) {
    this.files = files;
    this.folders = folders;
    this.inbox = inbox;
    this.institution = institution;
  }

  /** Writes the receipts of an ended file and moves the file out; again, if it was interrupted. */
  Path close(ImportFile file) {
    boolean done = file.state() == ImportFile.State.DONE;
    Instant ended = file.finishedAt() == null ? file.takenAt() : file.finishedAt();
    Path folder = folders.folder(done ? "done" : "rejected");
    ZonedDateTime time = ended.atZone(institution.zone());
    Path target = folder.resolve(time.format(STAMP) + "-" + file.name());
    while (Files.exists(target)) {
      time = time.plusSeconds(1);
      target = folder.resolve(time.format(STAMP) + "-" + file.name());
    }
    List<Rejection> first =
        table(file, target.resolveSibling(target.getFileName() + ".receipt.csv"));
    try {
      Path text = target.resolveSibling(target.getFileName() + ".receipt.txt");
      Files.write(text, lines(file, target, first));
      Folders.ownerOnly(text);
      Path moved =
          Files.move(
              inbox.taken().resolve(file.takenAs()), target, StandardCopyOption.REPLACE_EXISTING);
      Folders.ownerOnly(moved);
      return moved;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** What became of the file, one line for a terminal. */
  static String line(ImportFile file) {
    String what =
        file.state() == ImportFile.State.REJECTED
            ? "rejected"
            : file.accepted() + (file.kind() == FileKind.CAMPAIGN ? " queued" : " taken");
    String rejected = file.rejected() == 0 ? "" : ", " + rows(file.rejected()) + " rejected";
    return file.name()
        + ": "
        + what
        + rejected
        + (file.reason() == null ? "" : ": " + file.reason());
  }

  private List<Rejection> table(ImportFile file, Path target) {
    List<Rejection> first = new ArrayList<>();
    try (CsvFile csv = new CsvFile(target, List.of("line", "column", "value", "reason"))) {
      List<Rejection> page = files.rejected(file.id(), 0);
      while (!page.isEmpty()) {
        for (Rejection row : page) {
          csv.row(row.line(), row.column(), row.value(), row.reason());
          if (first.size() < SHOWN) {
            first.add(row);
          }
        }
        page = files.rejected(file.id(), page.get(page.size() - 1).line());
      }
      csv.finish();
    }
    return first;
  }

  private List<String> lines(ImportFile file, Path target, List<Rejection> first) {
    List<String> lines = new ArrayList<>();
    lines.add(file.name());
    lines.add("Taken on " + file.takenAt().atZone(institution.zone()).format(READ) + ".");
    lines.add("");
    String reason = file.reason();
    if (file.state() == ImportFile.State.REJECTED) {
      lines.add("REJECTED. Nothing of this file was taken.");
      lines.add("Reason: " + reason);
      lines.add("Correct the file and drop it again.");
    } else if (file.accepted() == 0) {
      lines.add(String.valueOf(reason));
    } else {
      lines.add(
          switch (String.valueOf(file.kind())) {
            case "CAMPAIGN" -> "A campaign: " + count(file.accepted(), "message") + " queued.";
            case "CONSENT" -> "A consent file: " + rows(file.accepted()) + " taken.";
            default -> "A people file: " + rows(file.accepted()) + " taken.";
          });
      if (reason != null) {
        lines.add(reason);
      }
    }
    lines.add("");
    lines.add(rows(file.rows()) + " in the file, " + file.rejected() + " rejected.");
    for (Rejection row : first) {
      lines.add(
          "  line "
              + row.line()
              + (row.column().isEmpty() ? "" : ", " + row.column())
              + (row.value().isBlank() ? "" : " \"" + row.value().replaceAll("\\s+", " ") + "\"")
              + ": "
              + row.reason());
    }
    if (file.rejected() > first.size() && !first.isEmpty()) {
      lines.add("  and " + (file.rejected() - first.size()) + " more");
    }
    if (!first.isEmpty()) {
      lines.add("All of them are in " + target.getFileName() + ".receipt.csv");
    }
    return lines;
  }

  private static String rows(long count) {
    return count(count, "row");
  }

  private static String count(long count, String what) {
    return String.format(Locale.ENGLISH, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
