package org.heed.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.heed.storage.CsvFile;
import org.heed.storage.NewFile;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A report as a workbook: numbers are numbers, moments and days are dates, everything else is text
 * and stays it. What does not fit on one sheet goes on the next; the last sheet says what it is.
 */
final class XlsxReport implements ReportFile {
  private static final int SHEET_ROWS = Worksheet.MAX_ROWS - 1;
  private static final int LOOK = 500;
  private static final int NARROWEST = 9;
  private static final int WIDEST = 60;
  private static final int LONGEST_NAME = 25;
  private static final String TEXT = "@";
  private static final String TIME = "yyyy-mm-dd hh:mm:ss";
  private static final String DATE = "yyyy-mm-dd";

  private final NewFile file;
  private final Workbook book;
  private final Layout layout;
  private final About about;
  private final int sheetRows;
  private final int[] widths;
  private Worksheet sheet;
  private int sheets;
  private int row;
  private long rows;

  XlsxReport(Path target, Layout layout, About about) {
    this(target, layout, about, SHEET_ROWS);
  }

  /**
   * @param sheetRows how many rows go on one sheet
   */
  XlsxReport(Path target, Layout layout, About about, int sheetRows) {
    this.layout = layout;
    this.about = about;
    this.sheetRows = sheetRows;
    widths = layout.columns().stream().mapToInt(column -> column.name().length() + 3).toArray();
    file = new NewFile(target);
    book = new Workbook(file.out(), "Heed", "1.0");
    book.properties().setTitle(about.title());
    sheet = begin();
  }

  private Worksheet begin() {
    sheets++;
    String name = layout.title().substring(0, Math.min(LONGEST_NAME, layout.title().length()));
    Worksheet begun = book.newWorksheet(sheets == 1 ? name : name + " " + sheets);
    List<String> names = layout.names();
    for (int c = 0; c < names.size(); c++) {
      begun.value(0, c, names.get(c));
    }
    begun.range(0, 0, 0, names.size() - 1).style().bold().fillColor("E7E9EC").set();
    begun.freezePane(0, 1);
    begun.repeatRows(0);
    begun.pageOrientation("landscape");
    row = 0;
    return begun;
  }

  @Override
  public void row(@Nullable Object... cells) {
    try {
      if (row == sheetRows) {
        end();
        sheet = begin();
      }
      row++;
      for (int c = 0; c < cells.length; c++) {
        Object cell = cells[c];
        if (cell != null) {
          cell(c, layout.columns().get(c).type(), cell);
        }
      }
      if (row % LOOK == 0) {
        flush();
      }
    } catch (IOException e) {
      throw file.failure(e);
    }
    rows++;
  }

  private void cell(int c, Column.Type type, Object cell) {
    int length = TIME.length();
    switch (type) {
      case NUMBER -> {
        sheet.value(row, c, (Number) cell);
        length = cell.toString().length();
      }
      case TIME -> {
        sheet.value(row, c, ((Instant) cell).atZone(about.zone()).toLocalDateTime().withNano(0));
        sheet.style(row, c).format(TIME).set();
      }
      case DATE -> {
        sheet.value(row, c, (LocalDate) cell);
        sheet.style(row, c).format(DATE).set();
      }
      case TEXT, PHONE -> {
        String text = (String) cell;
        length = text.length();
        text(c, text, type == Column.Type.PHONE || CsvFile.isFormula(text));
      }
    }
    widths[c] = Math.max(widths[c], length + 1);
  }

  /**
   * @param marked true: it stays text also when somebody edits the cell
   */
  private void text(int c, String text, boolean marked) {
    if (text.isEmpty()) {
      return;
    }
    boolean edges =
        Character.isWhitespace(text.charAt(0))
            || Character.isWhitespace(text.charAt(text.length() - 1));
    if (edges) {
      sheet.inlineString(row, c, RichText.builder().run(text).end().build());
    } else {
      sheet.inlineString(row, c, text);
    }
    if (marked) {
      sheet.style(row, c).format(TEXT).set();
    }
  }

  private void flush() throws IOException {
    if (row <= LOOK) {
      for (int c = 0; c < widths.length; c++) {
        sheet.width(c, Math.max(NARROWEST, Math.min(WIDEST, widths[c])));
      }
    }
    sheet.flush();
  }

  private void end() throws IOException {
    if (row < LOOK) {
      flush();
    }
    sheet.setAutoFilter(0, 0, row, widths.length - 1);
    sheet.finish();
  }

  private void information() {
    Worksheet page = book.newWorksheet(Phrases.of("report.information"));
    List<String> heads = Phrases.list("report.information.heads");
    List<Object> values =
        List.of(
            about.title(),
            about.asOfText(),
            about.filterText(),
            rows,
            Phrases.of("report.zone", about.zone().getId()));
    for (int r = 0; r < values.size(); r++) {
      Object value = values.get(r);
      page.inlineString(r, 0, heads.get(r));
      page.style(r, 0).bold().set();
      if (value instanceof Long number) {
        page.value(r, 1, number);
      } else {
        page.inlineString(r, 1, (String) value);
      }
    }
    page.style(3, 1).format("#,##0").horizontalAlignment("left").set();
    page.width(0, 12);
    page.width(1, WIDEST);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void finish() {
    try {
      end();
      information();
      book.finish();
    } catch (IOException e) {
      throw file.failure(e);
    }
    file.finish();
  }

  @Override
  public void close() {
    file.close();
  }
}
