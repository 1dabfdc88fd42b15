package org.heed.csv;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellRangeAddress;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A sheet of an Excel workbook. */
final class XlsxSource implements Source {
  /** Its texts are kept in memory while it is read. */
  private static final long MOST_TEXT = 100_000_000;

  private final Path file;
  private final Sheet sheet;
  private final List<XlsxSource> all;
  private @Nullable List<CellRangeAddress> merged;

  private XlsxSource(Path file, Sheet sheet, List<XlsxSource> all) {
    this.file = file;
    this.sheet = sheet;
    this.all = all;
  }

  /** The sheets that are to be seen, in their order. */
  static List<XlsxSource> of(Path file) throws UnreadableFile, IOException {
    check(file);
    try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
      List<XlsxSource> all = new ArrayList<>();
      workbook.getSheets().forEach(sheet -> all.add(new XlsxSource(file, sheet, all)));
      return all.stream().filter(one -> !one.isHidden()).toList();
    } catch (ExcelReaderException e) {
      throw damaged();
    }
  }

  private boolean isHidden() {
    return sheet.getVisibility() != SheetVisibility.VISIBLE;
  }

  private static void check(Path file) throws UnreadableFile, IOException {
    File zipped = file.toFile();
    try (ZipFile zip = new ZipFile(zipped)) {
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw new UnreadableFile(0, Phrases.of("file.kind", Phrases.of("file.kind." + kind(zip))));
      }
      ZipEntry texts = zip.getEntry("xl/sharedStrings.xml");
      if (texts != null && texts.getSize() > MOST_TEXT) {
        throw new UnreadableFile(0, Phrases.of("file.workbook.large"));
      }
    } catch (ZipException e) {
      throw damaged();
    }
  }

  private static String kind(ZipFile zip) {
    return zip.getEntry("content.xml") != null
        ? "libreoffice"
        : zip.getEntry("xl/workbook.bin") != null
            ? "xlsb"
            : zip.getEntry("word/document.xml") != null
                ? "word"
                : zip.getEntry("Index/Document.iwa") != null ? "numbers" : "zip";
  }

  /** What a workbook that breaks off or has been tampered with is. */
  static UnreadableFile damaged() {
    return new UnreadableFile(0, Phrases.of("file.workbook.damaged"));
  }

  @Override
  public Rows open(Set<Integer> exact) throws IOException, UnreadableFile {
    List<CellRangeAddress> ranges = merged;
    if (ranges == null) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        ranges = MergedCells.read(zip, sheet.getId());
      }
      merged = ranges;
    }
    return new SheetRows(file, sheet.getIndex(), exact, MergedCells.of(ranges));
  }

  @Override
  public List<String> unread() throws IOException {
    List<String> names = new ArrayList<>();
    for (XlsxSource other : all) {
      if (other != this && other.hasRows()) {
        names.add(
            '"'
                + Words.line(other.sheet.getName(), 60)
                + '"'
                + (other.isHidden() ? " (hidden)" : ""));
      }
    }
    return names;
  }

  private boolean hasRows() throws IOException {
    try (Rows rows = open(Set.of())) {
      Row row = rows.next();
      while (row != null && row.blank()) {
        row = rows.next();
      }
      return row != null;
    } catch (UnreadableFile noTable) {
      return false;
    }
  }
}
