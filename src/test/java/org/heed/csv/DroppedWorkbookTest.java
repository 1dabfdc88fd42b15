package org.heed.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heed.csv.Workbook.bool;
import static org.heed.csv.Workbook.error;
import static org.heed.csv.Workbook.formula;
import static org.heed.csv.Workbook.number;
import static org.heed.csv.Workbook.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class DroppedWorkbookTest {
  @TempDir Path folder;

  @Test
  void cells_are_read_as_they_are_shown_and_lines_as_they_are_counted() throws Exception {
    Workbook book = new Workbook().sheet("Fall").texts("Fall 2026").skip(1);
    book.texts("Student ID", "Cell", "From", "Message", "Due", "Share", "Paid", "Send After");
    book.row(
        book.number("123456", "00000000"),
        number("3.12555011E9", 0),
        text("Advising"),
        formula("CONCAT(A1)", "Hi & <bye>"),
        number("46356", 14),
        number("0.155", 9),
        bool(true),
        number("46356.75", 14));
    book.skip(3).row(text("S2"), null, error("#N/A"));
    Table table = table(book.bytes());
    assertThat(table.kind()).isEqualTo(FileKind.CAMPAIGN);
    assertThat(table.headerLine()).isEqualTo(3);
    assertThat(rows(table))
        .containsExactly(
            new Row(
                4,
                List.of(
                    "00123456",
                    "3125550110",
                    "Advising",
                    "Hi & <bye>",
                    "11/30/2026",
                    "16%",
                    "TRUE",
                    "2026-11-30T18:00"),
                null),
            new Row(8, List.of("S2", "", "#N/A", "Hi & <bye>", "", "", "", ""), null));
  }

  @Test
  void the_first_sheet_with_a_known_header_that_is_to_be_seen_is_read() throws Exception {
    Table table =
        table(
            new Workbook()
                .hiddenSheet("Old")
                .texts("student_id", "mobile_phone")
                .sheet("Read me")
                .texts("How to fill this in")
                .sheet("Students")
                .texts("phone", "from", "message")
                .texts("1", "2", "3")
                .sheet("People")
                .texts("student_id", "mobile_phone", "email", "first_name")
                .bytes());
    assertThat(table.kind()).isEqualTo(FileKind.CAMPAIGN);
    assertThat(rows(table)).containsExactly(new Row(2, List.of("1", "2", "3"), null));
  }

  @Test
  void merged_cells_count_for_each_row_they_cover() throws Exception {
    Table table =
        table(
            new Workbook()
                .sheet("S")
                .texts("Spring texts of the office")
                .merged("A1:D2")
                .skip(1)
                .texts("Phone", "Office", "", "Note")
                .merged("A3:A4")
                .merged("B3:C3")
                .texts("", "From", "Message", "")
                .merged("D3:D4")
                .texts("1", "Advising", "Hi", "x")
                .texts("2", "covered", "", "y")
                .texts("3", "", "covered")
                .merged("C5:C7")
                .merged("B5:B6")
                .texts("4", "Bursar", "Pay")
                .merged("A8:A9")
                .merged("B8:B10")
                .merged("C8:D10")
                .skip(1)
                .texts("5", "", "", "covered")
                .texts("6")
                .bytes());
    assertThat(table.headerLine()).isEqualTo(4);
    assertThat(table.names()).containsExactly("Phone", "From", "Message", "Note");
    assertThat(rows(table).stream().map(row -> row.line() + " " + row.cells()))
        .containsExactly(
            "5 [1, Advising, Hi, x]",
            "6 [2, Advising, Hi, y]",
            "7 [3, Advising, Hi, ]",
            "8 [4, Bursar, Pay, ]",
            "10 [5, Bursar, Pay, ]",
            "11 [6, Advising, Hi, ]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A3:C3", "B3:B3", "A3:A4", "A3:C4"})
  void L7_a_merged_range_without_a_row_takes_none_below_it(String spacer) throws Exception {
    Workbook book =
        new Workbook()
            .sheet("S")
            .texts("phone", "sms_status", "reason")
            .texts("1", "DISABLED", "x")
            .merged(spacer)
            .skip(2)
            .texts("2", "DISABLED", "y");
    assertThat(rows(table(book.bytes())))
        .containsExactly(
            new Row(2, List.of("1", "DISABLED", "x"), null),
            new Row(5, List.of("2", "DISABLED", "y"), null));
  }

  @Test
  void a_header_over_two_rows_is_one_and_a_row_of_two_lines_is_one() throws Exception {
    Workbook book = new Workbook().sheet("S").texts("Phone", "From", "Message");
    List.of("A1:A2", "B1:B2", "C1:C2").forEach(book::merged);
    book.texts("").texts("1", "Advising", "Hi");
    List.of("A3:A4", "B3:B4", "C3:C4").forEach(book::merged);
    book.texts("", "", "covered").texts("2", "Bursar", "Pay");
    assertThat(rows(table(book.bytes())))
        .containsExactly(
            new Row(3, List.of("1", "Advising", "Hi"), null),
            new Row(5, List.of("2", "Bursar", "Pay"), null));
  }

  @Test
  void what_is_merged_in_a_damaged_way_is_told() throws Exception {
    Workbook book =
        new Workbook().sheet("S").texts("phone", "from", "message").texts("1", "2", "3");
    assertThat(reason(book.merged("A").bytes())).startsWith("the workbook is damaged");
    Workbook many = new Workbook().sheet("S").texts("phone", "from", "message");
    for (int i = 0; i <= 100_000; i++) {
      many.merged("A" + (2 * i + 1) + ":A" + (2 * i + 2));
    }
    assertThat(reason(many.bytes()))
        .isEqualTo("found more than 100,000 merged cells; split them and drop the workbook again");
  }

  @Test
  void sheets_that_have_rows_and_are_not_read_are_named() throws Exception {
    Workbook book = new Workbook().hiddenSheet("Old").texts("student_id", "mobile_phone");
    book.sheet("Empty").texts("", " ").sheet("Students").texts("phone", "from", "message");
    book.texts("1", "2", "3");
    assertThat(table(book.bytes()).told(List.of()))
        .isEqualTo("the sheet \"Old\" (hidden) is not read");
    book.sheet("Notes").texts("ask Kim").sheet("Nothing");
    assertThat(table(book.bytes()).told(List.of()))
        .isEqualTo("the sheets \"Old\" (hidden), \"Notes\" are not read");
    Workbook one = new Workbook().sheet("S").texts("phone", "from", "message", "Colour");
    assertThat(table(one.texts("1", "2", "3").bytes()).told(List.of()))
        .isEqualTo("the column \"Colour\" is not used");
    assertThat(table(one.sheet("Notes").texts("x").bytes()).told(List.of()))
        .isEqualTo("the column \"Colour\" is not used; the sheet \"Notes\" is not read");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void a_workbook_may_lack_its_styles_and_its_list_of_texts(boolean styled, boolean shared)
      throws Exception {
    Workbook book = new Workbook().sheet("S").texts("phone", "from", "message");
    book.row(
        "<c><v>3125550110</v></c>",
        shared ? book.shared("Advising") : text("Advising"),
        shared ? book.shared("Hi & <you>") : text("Hi & <you>"));
    assertThat(rows(table((styled ? book : book.unstyled()).bytes())))
        .containsExactly(new Row(2, List.of("3125550110", "Advising", "Hi & <you>"), null));
  }

  @Test
  void a_workbook_that_is_none_says_what_it_is_and_what_to_do() throws Exception {
    byte[] good = new Workbook().sheet("S").texts("phone", "from", "message").bytes();
    assertThat(reason(Arrays.copyOf(good, good.length / 2)))
        .isEqualTo("the workbook is damaged; open it, save it again as .xlsx or CSV and drop that");
    assertThat(reason(new Workbook().sheet("S").bytes()))
        .isEqualTo("the file is empty, expected a CSV file with a header");
    assertThat(reason(new Workbook().sheet("S").texts("a", "b").bytes()))
        .startsWith("the first line is no header Heed knows: found \"a,b\"");
    byte[] ole = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1".getBytes(ISO_8859_1);
    assertThat(reason(ole))
        .isEqualTo("found an old Excel or Word file; save the table as .xlsx or CSV and drop that");
    ByteArrayOutputStream locked = new ByteArrayOutputStream();
    locked.writeBytes(ole);
    locked.writeBytes(new byte[5000]);
    locked.writeBytes("EncryptedPackage".getBytes(UTF_16LE));
    assertThat(reason(locked.toByteArray()))
        .isEqualTo(
            "found a workbook that is locked with a password; save it without one and drop that");
  }

  @ParameterizedTest
  @CsvSource({
    "content.xml, a LibreOffice or OpenOffice document",
    "xl/workbook.bin, an Excel workbook of the binary kind (.xlsb)",
    "word/document.xml, a Word document",
    "Index/Document.iwa, a Numbers document",
    "list.csv, a ZIP archive"
  })
  void an_archive_of_another_kind_is_told(String entry, String what) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    assertThat(reason(out.toByteArray()))
        .isEqualTo(
            "found "
                + what
                + ", expected a CSV file or an Excel workbook (.xlsx); save the table as one of"
                + " these and drop that");
  }

  private String reason(byte[] content) {
    return catchThrowableOfType(UnreadableFile.class, () -> table(content)).reason();
  }

  private Table table(byte[] content) throws IOException, UnreadableFile {
    Path file = Files.write(folder.resolve("file.xlsx"), content);
    return new Tables(DroppedTableTest.settings(Map.of()), new PhoneNumbers("US")).of(file);
  }

  private static List<Row> rows(Table table) throws IOException, UnreadableFile {
    List<Row> all = new ArrayList<>();
    try (Rows rows = table.rows()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    return all;
  }
}
