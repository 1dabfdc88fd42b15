package org.heed.csv;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * A sheet of an Excel workbook.
 *
 * @param index its place among all sheets
 */
record XlsxSource(Path file, int index, String name) implements Source {
  /** Its texts are kept in memory while it is read. */
  private static final long MOST_TEXT = 100_000_000;

  /** The sheets that are to be seen, in their order. */
  static List<XlsxSource> of(Path file) throws UnreadableFile, IOException {
    check(file);
    try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
      return workbook
          .getSheets()
          .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
          .map(sheet -> new XlsxSource(file, sheet.getIndex(), sheet.getName()))
          .toList();
    } catch (ExcelReaderException e) {
      throw damaged();
    }
  }

  private static void check(Path file) throws UnreadableFile, IOException {
    File zipped = file.toFile();
    try (ZipFile zip = new ZipFile(zipped)) {
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw new UnreadableFile(
            0,
            "found "
                + (zip.getEntry("content.xml") != null
                    ? "a LibreOffice or OpenOffice document"
                    : zip.getEntry("xl/workbook.bin") != null
                        ? "an Excel workbook of the binary kind (.xlsb)"
                        : zip.getEntry("word/document.xml") != null
                            ? "a Word document"
                            : zip.getEntry("Index/Document.iwa") != null
                                ? "a Numbers document"
                                : "a ZIP archive")
                + ", expected a CSV file or an Excel workbook (.xlsx); save the table as one of"
                + " these and drop that");
      }
      ZipEntry texts = zip.getEntry("xl/sharedStrings.xml");
      if (texts != null && texts.getSize() > MOST_TEXT) {
        throw new UnreadableFile(
            0, "the workbook is too large; save the table as CSV and drop that");
      }
    } catch (ZipException e) {
      throw damaged();
    }
  }

  /** What a workbook that breaks off or has been tampered with is. */
  static UnreadableFile damaged() {
    return new UnreadableFile(
        0, "the workbook is damaged; open it, save it again as .xlsx or CSV and drop that");
  }

  @Override
  public Rows open(Set<Integer> exact) throws IOException, UnreadableFile {
    return new SheetRows(file, index, exact);
  }
}
