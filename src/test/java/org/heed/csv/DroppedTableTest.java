package org.heed.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumbers;
import org.heed.settings.ImportSettings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class DroppedTableTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final Tables TABLES = new Tables(settings(Map.of()), new PhoneNumbers("US"));

  @TempDir Path folder;

  static ImportSettings settings(Map<String, String> columns) {
    return new ImportSettings("20%", 7, columns, Duration.ZERO, Duration.ZERO);
  }

  static List<Arguments> spellings() {
    List<Arguments> all = new ArrayList<>();
    for (char delimiter : new char[] {',', ';', '\t', '|'}) {
      for (String end : List.of("\n", "\r\n", "\r")) {
        all.add(Arguments.of("UTF-8", UTF_8, "", UTF_8, delimiter, end));
        all.add(Arguments.of("UTF-8 with a mark", UTF_8, "\uFEFF", UTF_8, delimiter, end));
        all.add(Arguments.of("UTF-16LE", UTF_16LE, "\uFEFF", UTF_16LE, delimiter, end));
        all.add(Arguments.of("UTF-16BE", UTF_16BE, "\uFEFF", UTF_16BE, delimiter, end));
        for (String wide : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
          Charset charset = Charset.forName(wide);
          all.add(Arguments.of(wide + " unmarked", charset, "", charset, delimiter, end));
        }
        Charset wide = Charset.forName("UTF-32LE");
        all.add(Arguments.of("UTF-32LE", wide, "\uFEFF", wide, delimiter, end));
        all.add(Arguments.of("Windows-1252", WINDOWS, "", WINDOWS, delimiter, end));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {4}")
  @MethodSource("spellings")
  void every_encoding_delimiter_and_line_end_is_found_out(
      String name, Charset written, String mark, Charset found, char delimiter, String end)
      throws Exception {
    String d = String.valueOf(delimiter);
    String text =
        String.join(d, "Student ID", "from", "message", "Straße")
            + end
            + String.join(d, "S1", "\"Advising\"", "\"Grüße, Zoë; 5 €\tso\nbald\"", "Kö 1")
            + end;
    Path file = file((mark + text).getBytes(written));
    Table table = TABLES.of(file);
    assertThat(source(table).charset()).isEqualTo(found);
    assertThat(source(table).delimiter()).isEqualTo(delimiter);
    assertThat(table.kind()).isEqualTo(FileKind.CAMPAIGN);
    assertThat(table.header().columns()).containsExactly("student_id", "from", "message", "straße");
    try (Rows rows = table.rows()) {
      assertThat(rows.next())
          .isEqualTo(
              new Row(2, List.of("S1", "Advising", "Grüße, Zoë; 5 €\tso\nbald", "Kö 1"), null));
      assertThat(rows.next()).isNull();
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "student_id,from,message | CAMPAIGN",
        "phone,from,template | CAMPAIGN",
        "MESSAGE , FROM , Student-ID , mobile_phone | CAMPAIGN",
        "message;from;phone | CAMPAIGN",
        "\uFEFFphone,from,message | CAMPAIGN",
        "phone,sms_status | CONSENT",
        "Sms Status,STUDENT  ID | CONSENT",
        "student_id,mobile_phone,sms_status | CONSENT",
        "student_id,first_name,last_name,email,phone,phone_type,sms_status,opted_out_at | CONSENT",
        "student_id,mobile_phone | PEOPLE",
        "Other Phone;Student ID | PEOPLE",
        "home-phone,student-id,notes,notes | PEOPLE"
      })
  void the_header_tells_the_kind_the_first_that_fits(String header, FileKind kind)
      throws Exception {
    assertThat(TABLES.of(file((header + "\n").getBytes(UTF_8))).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "'Spring list\nphone,from,message\n1,2,3\n' | 2 | 3",
        "'Spring list,,\n\n,,\nTerm,2026,\nphone,from,message\n,,\n1,2,3\n' | 5 | 7",
        "'Spring list;;\nphone;from;message\n1;2;3\n' | 2 | 3",
        "'sep=;\nSpring list;;\nphone;from;message\n1;2;3\n' | 2 | 3",
        "'\"Spring\nlist\"\nphone,from,message\n1,2,3\n' | 2 | 3"
      })
  void a_header_is_found_below_title_rows(String text, long header, long first) throws Exception {
    Table table = TABLES.of(file(text.getBytes(UTF_8)));
    assertThat(table.headerLine()).isEqualTo(header);
    try (Rows rows = table.rows()) {
      assertThat(rows.next()).isEqualTo(new Row(first, List.of("1", "2", "3"), null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c\n1,2,3\nphone,from,message\n",
        "a,b,c\nx\nphone,from,message\n",
        "title\n\"open\nphone,from,message\n"
      })
  void rows_as_wide_as_a_header_are_no_titles(String text) throws IOException {
    Path file = file(text.getBytes(UTF_8));
    assertThat(catchThrowableOfType(UnreadableFile.class, () -> TABLES.of(file)).line())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | the file is empty, expected a CSV file with a header",
        "\uFEFF | 0 | the file is empty, expected a CSV file with a header",
        "'\n\n ,, \n' | 0 | the file is empty, expected a CSV file with a header",
        "'S1,+13125550110,Advising,Hello\n' | 1 | the first line is no header Heed knows: found"
            + " \"S1,+13125550110,Advising,Hello\", expected column names such as"
            + " student_id,phone,from,message (a campaign), phone,sms_status (consent) or"
            + " student_id,mobile_phone (people)",
        "'\n\nstudent_id,first_name' | 3 | line 3 is no header Heed knows: found"
            + " \"student_id,first_name\", expected column names such as"
            + " student_id,phone,from,message (a campaign), phone,sms_status (consent) or"
            + " student_id,mobile_phone (people)",
        "'Fall list;;\n"
            + "As of;today;\n"
            + "student_id;Moblie Phone;notes\n"
            + "S1;2;3\n"
            + "' | 3 | line 3 is no header Heed knows: found \"student_id,Moblie Phone,notes\";"
            + " \"Moblie Phone\" is nearly mobile_phone, expected column names such as"
            + " student_id,phone,from,message (a campaign), phone,sms_status (consent) or"
            + " student_id,mobile_phone (people)",
        "'Sid,From,To,Body,Status,Direction\n"
            + "' | 1 | the header is that of a list of opt-outs or of a log of texts (Direction,"
            + " Sid), in columns Heed does not know; what people replied it reads from the gateway"
            + " itself; to record opt-outs name the columns phone and sms_status",
        "'from,message\n"
            + "' | 1 | There is no column \"student_id\" or \"phone\". Your columns: from, message",
        "'student_id,message\n"
            + "' | 1 | There is no column \"from\". Your columns: student_id, message",
        "'sms_status\n"
            + "' | 1 | There is no column \"phone\" or \"student_id\". Your columns: sms_status",
        "'phone,from,message,Phone\n' | 1 | the column phone stands there twice, expected each"
            + " column once",
        "'phone,from,message,a b,a_b\n' | 1 | the column a_b stands there twice, expected each"
            + " column once",
        "'phone,from,\"message\nx\n' | 1 | a quote that is opened in line 1 is never closed, so"
            + " the rows after it cannot be told apart",
        "%PDF-1.7 | 0 | found a PDF, expected a CSV file or an Excel workbook (.xlsx); save the"
            + " table as one of these and drop that",
        "PK\u0003\u0004xl | 0 | the workbook is damaged; open it, save it again as .xlsx or CSV and"
            + " drop that",
        "'﻿\n <TABLE border=1><tr>' | 0 | found a web page, expected a CSV file or an Excel"
            + " workbook (.xlsx); save the table as one of these and drop that",
        "'<!-- of Banner -->\n<meta charset=utf-8>' | 0 | found a web page, expected a CSV file or"
            + " an Excel workbook (.xlsx); save the table as one of these and drop that",
        "'\t\b\b\0\0\5\20\0' | 0 | found an old Excel or Word file; save the table as .xlsx or CSV"
            + " and drop that",
        "<html><body> | 0 | found a web page, expected a CSV file or an Excel workbook (.xlsx);"
            + " save the table as one of these and drop that",
        "'p\u0000\u0000hone,from' | 1 | the first line has NUL characters, expected a header; save"
            + " the table as UTF-8"
      })
  void a_file_that_cannot_be_read_says_where_and_why(String text, long line, String reason)
      throws IOException {
    Path file = file(text.getBytes(UTF_8));
    UnreadableFile problem = catchThrowableOfType(UnreadableFile.class, () -> TABLES.of(file));
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.line()).isEqualTo(line);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "sep=;\\nphone;from;message\\n1;2;a,b,c ~ ;",
        "\"sep=|\"\\nphone|from|message ~ |",
        "SEP=,\\r\\nphone,from,message,a;b;c ~ ,",
        "sep=^\\nphone^from^message ~ ^"
      })
  void a_first_line_that_names_the_delimiter_is_obeyed(String text, char delimiter)
      throws Exception {
    Table table = TABLES.of(file(text.translateEscapes().getBytes(UTF_8)));
    assertThat(source(table).delimiter()).isEqualTo(delimiter);
    assertThat(table.headerLine()).isEqualTo(1);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "José Zoë Ñandú, 1, UTF-8",
    "é, 1, UTF-8",
    "'', 1, windows-1252",
    "é, 2, windows-1252"
  })
  void one_stray_byte_makes_no_other_encoding(String good, int stray, String found)
      throws IOException {
    byte[] ascii = "a,b\n".repeat(50_000).getBytes(UTF_8);
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.writeBytes(ascii);
    all.writeBytes(good.getBytes(UTF_8));
    for (int i = 0; i < stray; i++) {
      all.writeBytes(new byte[] {(byte) 0xE9, 'x'});
    }
    assertThat(CsvEncoding.of(file(all.toByteArray()))).isEqualTo(Charset.forName(found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C3",
        "E9",
        "C0AF",
        "E080AF",
        "EDA080",
        "F0808080",
        "F4908080",
        "F580",
        "E282",
        "80"
      })
  void what_is_no_letter_of_UTF_8_counts_against_it(String bytes) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.writeBytes("é,b\n".getBytes(UTF_8));
    for (int i = 0; i < 2; i++) {
      all.write('\n');
      all.writeBytes(java.util.HexFormat.of().parseHex(bytes));
    }
    assertThat(CsvEncoding.of(file(all.toByteArray()))).isEqualTo(WINDOWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193, 65535, 65536, 65537})
  void a_letter_of_an_old_Mac_is_told_wherever_it_stands(int at) throws IOException {
    byte[] all = "abcdef\n".repeat(20_000).getBytes(UTF_8);
    byte[] name = {'J', 'o', 's', (byte) 0x8E, 'e', 's'};
    System.arraycopy(name, 0, all, at - 3, name.length);
    assertThat(CsvEncoding.old(file(all))).isTrue();
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({"x-MacRoman", "IBM850"})
  void a_file_of_an_old_Mac_or_of_DOS_is_told(String charset) throws IOException {
    Path file =
        file(
            "student_id,from,message\nS1,A,José René André Müller\n"
                .getBytes(Charset.forName(charset)));
    assertThat(catchThrowableOfType(UnreadableFile.class, () -> TABLES.of(file)).reason())
        .startsWith("found letters of an old Mac or DOS encoding");
  }

  private static CsvSource source(Table table) {
    return (CsvSource) table.source();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file.csv"), content);
  }
}
