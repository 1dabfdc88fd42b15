package org.heed.storage;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A CSV file of ours as a workbook, for who opens it by a double click: every cell is a text. */
public final class XlsxFile {
  private static final int MOST_ROWS = 1_000_000;
  private static final int FLUSHED = 1000;

  private XlsxFile() {}

  /**
   * Writes it beside the CSV.
   *
   * @return the workbook; one of a file too long for a spreadsheet ends where that does
   */
  public static Path beside(Path csv) {
    String name = String.valueOf(csv.getFileName());
    Path target = csv.resolveSibling(name.replaceFirst("\\.csv$", "") + ".xlsx");
    try (NewFile file = new NewFile(target)) {
      try {
        Workbook book = new Workbook(file.out(), "Heed", "1.0");
        Worksheet sheet = book.newWorksheet("Rows");
        sheet.freezePane(0, 1);
        fill(sheet, csv);
        book.finish();
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.finish();
    }
    return target;
  }

  private static void fill(Worksheet sheet, Path csv) throws IOException {
    try (Reader in = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.parse(in, CSVFormat.DEFAULT)) {
      int line = 0;
      for (CSVRecord row : rows) {
        for (int i = 0; i < row.size(); i++) {
          String cell = row.get(i);
          sheet.value(line, i, line == 0 && i == 0 ? cell.replaceFirst("^\uFEFF", "") : cell);
        }
        if (++line == MOST_ROWS) {
          break;
        }
        if (line % FLUSHED == 0) {
          sheet.flush();
        }
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}
