package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.heed.storage.SpreadsheetTexts;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class XlsxReportTest {
  private static final Layout LAYOUT =
      new Layout(
          "consent-events",
          List.of(
              Column.number("id"),
              Column.phone("phone"),
              Column.text("name"),
              Column.time("called_at"),
              Column.date("due_on")));
  private static final About ABOUT =
      new About(
          "Consent events",
          Instant.parse("2026-11-23T18:00:00Z"),
          ZoneId.of("America/Chicago"),
          Map.of("error-code", "21610"));
  private static final String PHONE = "+12025550100";
  private static final Instant TIME = Instant.parse("2026-07-01T03:15:30.987Z");
  private static final LocalDate DAY = LocalDate.of(2026, 7, 2);

  @TempDir Path folder;

  @Test
  void each_column_has_the_type_it_declares() throws IOException {
    Path file = write(List.of("Zoë"), 100);
    try (ReadableWorkbook book = read(file)) {
      List<Row> rows = book.getFirstSheet().read();
      assertThat(rows.get(0).stream().map(Cell::getText))
          .containsExactly("id", "phone", "name", "called_at", "due_on");
      Row row = rows.get(1);
      assertThat(row.stream().map(Cell::getType))
          .containsExactly(
              CellType.NUMBER, CellType.STRING, CellType.STRING, CellType.NUMBER, CellType.NUMBER);
      assertThat(row.getCell(0).asNumber()).isEqualTo("1");
      assertThat(row.getCell(1).asString()).isEqualTo(PHONE);
      assertThat(row.getCell(3).asDate()).isEqualTo("2026-06-30T22:15:30");
      assertThat(row.getCell(3).getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm:ss");
      assertThat(row.getCell(4).asDate().toLocalDate()).isEqualTo(DAY);
      assertThat(row.getCell(4).getDataFormatString()).isEqualTo("yyyy-mm-dd");
    }
  }

  @Test
  void a_phone_stays_text_when_somebody_edits_it() throws IOException {
    Path file = write(List.of("Zoë", "=1"), 100);
    String sheet = part(file, "xl/worksheets/sheet1.xml");
    String styles = part(file, "xl/styles.xml");
    String marked = sheet.replaceAll("(?s).*<c r=\"B2\" s=\"(\\d+)\".*", "$1");
    assertThat(xf(styles, marked))
        .contains(
            "numFmtId=\""
                + styles.replaceAll("(?s).*numFmtId=\"(\\d+)\" formatCode=\"@\".*", "$1")
                + "\"");
    assertThat(sheet)
        .contains("<c r=\"C3\" s=\"" + marked + "\" t=\"inlineStr\"")
        .contains("<c r=\"C2\" t=\"inlineStr\"");
  }

  @Test
  void the_header_stays_in_sight_is_bold_and_filters() throws IOException {
    Path file = write(List.of("a", "b", "c"), 100);
    String sheet = part(file, "xl/worksheets/sheet1.xml");
    assertThat(sheet)
        .contains("ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"")
        .contains("<autoFilter ref=\"A1:E4\">");
    String style = sheet.replaceAll("(?s).*<c r=\"A1\" s=\"(\\d+)\".*", "$1");
    String styles = part(file, "xl/styles.xml");
    String used =
        styles.replaceAll("(?s).*<cellXfs[^>]*>", "")
            .split("<xf ", -1)[Integer.parseInt(style) + 1];
    int font = Integer.parseInt(used.replaceAll("(?s).*fontId=\"(\\d+)\".*", "$1"));
    assertThat(styles.split("<font>", -1)[font + 1]).contains("<b/>");
  }

  @Test
  void columns_are_as_wide_as_what_stands_in_them_within_reason() throws IOException {
    Path file = write(List.of("x".repeat(40), "y".repeat(400)), 100);
    String sheet = part(file, "xl/worksheets/sheet1.xml");
    List<String> widths =
        sheet
            .replaceAll("(?s).*<cols>(.*)</cols>.*", "$1")
            .replaceAll("<col [^>]*width=\"([0-9.]+)\"[^>]*/>", "$1 ")
            .lines()
            .flatMap(line -> List.of(line.strip().split(" ", -1)).stream())
            .toList();
    assertThat(widths).containsExactly("9.0", "13.0", "60.0", "20.0", "20.0");
  }

  @Test
  void no_text_is_run_and_every_text_is_as_it_came() throws IOException {
    List<String> texts = SpreadsheetTexts.texts();
    Path file = write(texts, 100);
    assertThat(part(file, "xl/worksheets/sheet1.xml")).doesNotContain("<f>");
    try (ReadableWorkbook book = read(file)) {
      List<Row> rows = book.getFirstSheet().read();
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        Cell cell = rows.get(i + 1).getOptionalCell(2).orElse(null);
        if (text.isEmpty()) {
          assertThat(cell).isNull();
        } else {
          assertThat(cell.getType()).as(text).isEqualTo(CellType.STRING);
          assertThat(cell.asString()).isEqualTo(text);
        }
      }
    }
  }

  @Test
  void what_does_not_fit_on_a_sheet_goes_on_the_next() throws IOException {
    Path file = write(List.of("a", "b", "c", "d", "e"), 2);
    try (ReadableWorkbook book = read(file)) {
      assertThat(book.getSheets().map(Sheet::getName))
          .containsExactly("Consent events", "Consent events 2", "Consent events 3", "Information");
      assertThat(book.findSheet("Consent events 2").orElseThrow().read())
          .extracting(row -> row.getCellText(2))
          .containsExactly("name", "c", "d");
    }
    assertThat(part(file, "xl/worksheets/sheet3.xml"))
        .contains("state=\"frozen\"", "<autoFilter ref=\"A1:E2\">");
  }

  @Test
  void the_last_sheet_says_as_of_when_with_which_filters_and_how_many_rows() throws IOException {
    try (ReadableWorkbook book = read(write(List.of("a", "b", "c"), 2))) {
      assertThat(
              book.findSheet("Information").orElseThrow().read().stream()
                  .map(row -> row.getCellText(0) + ": " + row.getCellText(1)))
          .containsExactly(
              "Report: Consent events",
              "As of: 2026-11-23T12:00:00-06:00",
              "Filters: error-code 21610",
              "Rows: 3",
              "Times: in the time zone America/Chicago");
    }
  }

  @Test
  void an_empty_report_is_a_workbook_too() throws IOException {
    try (ReadableWorkbook book = read(write(List.of(), 100))) {
      assertThat(book.getFirstSheet().read()).hasSize(1);
    }
  }

  @Test
  void is_there_when_it_is_whole_and_closed_to_others() throws IOException {
    Path file = folder.resolve("half.xlsx");
    try (ReportFile report = new XlsxReport(file, LAYOUT, ABOUT)) {
      report.row(1, PHONE, "a", TIME, DAY);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    assertThat(Files.getPosixFilePermissions(write(List.of("a"), 100)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private Path write(List<String> names, int sheetRows) {
    Path file = folder.resolve("calls.xlsx");
    try (ReportFile report = new XlsxReport(file, LAYOUT, ABOUT, sheetRows)) {
      int id = 0;
      for (String name : names) {
        report.row(++id, PHONE, name, TIME, DAY);
      }
      report.finish();
      assertThat(report.rows()).isEqualTo(names.size());
    }
    return file;
  }

  private static ReadableWorkbook read(Path file) throws IOException {
    return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
  }

  private static String xf(String styles, String index) {
    return styles.replaceAll("(?s).*<cellXfs[^>]*>", "")
        .split("<xf ", -1)[Integer.parseInt(index) + 1];
  }

  private static String part(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      assertThat(entry)
          .as(zip.stream().map(ZipEntry::getName).collect(Collectors.joining(" ")))
          .isNotNull();
      return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
