package org.heed.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.Institution;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.storage.CsvFile;
import org.heed.storage.Folders;
import org.heed.storage.IoReason;
import org.heed.storage.XlsxFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says what became of a dropped file: beside it, for spreadsheets and for people. */
@Component
public class Receipts {
  private static final Logger log = LoggerFactory.getLogger(Receipts.class);
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  private final ImportFiles files;
  private final RowResults results;
  private final Folders folders;
  private final Inbox inbox;
  private final WhatIsNext next;
  private final Institution institution;

  Receipts(
      ImportFiles files,
      RowResults results,
      Folders folders,
      Inbox inbox,
      WhatIsNext next,
      Institution institution) {
    this.files = files;
    this.results = results;
    this.folders = folders;
    this.inbox = inbox;
    this.next = next;
    this.institution = institution;
  }

  /** Where an ended file goes. */
  public Path folder(ImportFile file) {
    return folders.folder(file.state() == ImportFile.State.DONE ? "done" : "rejected");
  }

  /**
   * What travels with the mail of an ended file: its receipts, the rejected rows as a workbook too.
   */
  List<Path> attached(ImportFile file) {
    List<Path> all = new ArrayList<>();
    files
        .movedAs(file.id())
        .map(name -> folder(file).resolve(name))
        .ifPresent(
            moved -> {
              all.add(moved.resolveSibling(moved.getFileName() + ".receipt.txt"));
              Path table = moved.resolveSibling(moved.getFileName() + ".receipt.csv");
              all.add(table);
              if (Files.isRegularFile(table)) {
                all.add(XlsxFile.beside(table));
              }
              Path results = moved.resolveSibling(moved.getFileName() + ".results.csv");
              if (Files.isRegularFile(results)) {
                all.add(results);
              }
            });
    return all;
  }

  /** The name of a file with the time in front, one that is free. */
  public static Path stamped(Path folder, Instant at, Institution institution, String name) {
    ZonedDateTime time = at.atZone(institution.zone());
    Path target = folder.resolve(time.format(STAMP) + "-" + name);
    while (Files.exists(target)) {
      time = time.plusSeconds(1);
      target = folder.resolve(time.format(STAMP) + "-" + name);
    }
    return target;
  }

  /** Writes the receipts of an ended file and moves the file out; again, if it was interrupted. */
  public Path close(ImportFile file) {
    Instant ended = file.finishedAt() == null ? file.takenAt() : file.finishedAt();
    Path folder = folder(file);
    Path target = stamped(folder, ended, institution, file.name());
    Path table = target.resolveSibling(target.getFileName() + ".receipt.csv");
    List<Rejection> first = table(file, table);
    if (file.kind() == FileKind.CONSENT && file.state() == ImportFile.State.DONE) {
      new ConsentResults(results, file.id())
          .write(target.resolveSibling(target.getFileName() + ".results.csv"));
    }
    Path text = target.resolveSibling(target.getFileName() + ".receipt.txt");
    List<String> lines =
        ReceiptText.of(file, first, results.noted(file.id()), table, institution.zone());
    lines.addAll(next.of(file));
    write(text, lines);
    files.moved(file.id(), String.valueOf(target.getFileName()));
    try {
      Path taken = inbox.taken().resolve(file.takenAs());
      move(taken, target);
      closeToOthers(target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** Also to another volume: what is there under its name is whole. */
  public static void move(Path taken, Path target) throws IOException {
    try {
      Files.move(taken, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    } catch (AtomicMoveNotSupportedException anotherVolume) {
      log.debug("{} lies on another volume", taken);
    }
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.copy(taken, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    Files.delete(taken);
  }

  /** Writes a text for people, whole or not at all. */
  public static void write(Path text, List<String> lines) {
    boolean whole = false;
    try {
      Files.deleteIfExists(text);
      Files.createFile(text);
      Folders.ownerOnly(text);
      try (BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(text), StandardCharsets.UTF_8))) {
        for (String line : lines) {
          out.write(line);
          out.newLine();
        }
      }
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + text + " cannot be written", e);
    } finally {
      if (!whole) {
        remove(text);
      }
    }
  }

  private static void remove(Path text) {
    try {
      Files.deleteIfExists(text);
    } catch (IOException e) {
      log.info("{} is left and written anew by the next run: {}", text, e.toString());
    }
  }

  /** A file that somebody else owns can be moved, but not closed to others. */
  private static void closeToOthers(Path moved) {
    try {
      Folders.ownerOnly(moved);
    } catch (UncheckedIOException e) {
      log.info("{} stays readable as it was dropped: {}", moved, IoReason.of(e));
    }
  }

  private List<Rejection> table(ImportFile file, Path target) {
    List<Rejection> first = new ArrayList<>();
    try (CsvFile csv = new CsvFile(target, List.of("line", "column", "value", "reason"))) {
      List<Rejection> page = results.rejected(file.id(), 0);
      while (!page.isEmpty()) {
        for (Rejection row : page) {
          csv.row(row.line(), row.column(), row.value(), row.reason());
          if (first.size() < ReceiptText.SHOWN) {
            first.add(row);
          }
        }
        page = results.rejected(file.id(), page.get(page.size() - 1).line());
      }
      page = results.leftOut(file.id(), 0, "");
      while (!page.isEmpty()) {
        page.forEach(cell -> csv.row(cell.line(), cell.column(), cell.value(), cell.reason()));
        Rejection last = page.get(page.size() - 1);
        page = results.leftOut(file.id(), last.line(), last.column());
      }
      csv.finish();
    }
    return first;
  }
}
