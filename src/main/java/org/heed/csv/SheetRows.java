package org.heed.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet as they are shown; a formula is what it came to when it was saved. */
final class SheetRows implements Rows {
  private final ReadableWorkbook workbook;
  private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
  private final Set<Integer> exact;
  private final MergedCells merged;
  private int width = 2;

  /**
   * @param exact the columns whose dates are read as ISO 8601, however they are shown
   */
  SheetRows(Path file, int sheet, Set<Integer> exact, MergedCells merged)
      throws IOException, UnreadableFile {
    this.exact = exact;
    this.merged = merged;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      // The library cannot do without formats that it is to read, and a workbook can.
      boolean styled = zip.getEntry("xl/styles.xml") != null;
      workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(styled, false));
      Sheet found = workbook.getSheet(sheet).orElseThrow(XlsxSource::damaged);
      rows = found.openStream().iterator();
    } catch (ExcelReaderException e) {
      throw XlsxSource.damaged();
    }
  }

  @Override
  public @Nullable Row next() throws UnreadableFile {
    try {
      Row row = null;
      while (row == null && rows.hasNext()) {
        row = row(rows.next());
      }
      return row;
    } catch (ExcelReaderException | UncheckedIOException e) {
      throw XlsxSource.damaged();
    }
  }

  /** Null: it is the rest of the row above. */
  private @Nullable Row row(org.dhatim.fastexcel.reader.Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      Cell cell = row.getCell(i);
      cells.add(cell == null ? "" : text(cell));
    }
    if (!merged.show(row.getRowNum() - 1, cells)) {
      return null;
    }
    // A sheet has no cells behind a row's last value.
    while (cells.size() < width) {
      cells.add("");
    }
    Row read = Row.sized(row.getRowNum(), cells);
    width = Math.max(width, read.cells().size());
    return read;
  }

  private String text(Cell cell) {
    Object value = cell.getValue();
    if (value instanceof BigDecimal number) {
      ShownNumber shown = ShownNumber.of(cell.getDataFormatId(), cell.getDataFormatString());
      return shown.isTime()
          ? shown.time(cell.asDate(), exact.contains(cell.getColumnIndex()))
          : shown.number(number);
    }
    if (value instanceof Boolean is) {
      return String.valueOf(is).toUpperCase(Locale.ROOT);
    }
    String raw = cell.getRawValue();
    String said = value == null ? raw : String.valueOf(value);
    // So Excel writes the end of a line that came from elsewhere.
    return said == null ? "" : said.replace("_x000D_", "\r");
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
