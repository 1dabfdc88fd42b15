package org.heed.history;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import org.heed.csv.Workbook;
import org.jspecify.annotations.NullUnmarked;

/** A table as the programs of people save it; the first row is its header. */
@NullUnmarked
enum SavedTable {
  COMMAS("", ",", "\n", UTF_8),
  EXCEL("\uFEFF", ",", "\r\n", UTF_8),
  SEMICOLONS("", ";", "\r\n", Charset.forName("windows-1252")),
  UNICODE_TEXT("\uFEFF", "\t", "\r\n", UTF_16LE),
  BIG_ENDIAN("\uFEFF", "|", "\n", UTF_16BE),
  MAC("", ",", "\n", UTF_8),
  TITLED("Fall list,,\n,,\n", ",", "\n", UTF_8),
  WORKBOOK("", "", "", UTF_8),
  SHARED_TEXTS("", "", "", UTF_8);

  private final String begin;
  private final String delimiter;
  private final String end;
  private final Charset charset;

  SavedTable(String begin, String delimiter, String end, Charset charset) {
    this.begin = begin;
    this.delimiter = delimiter;
    this.end = end;
    this.charset = charset;
  }

  /** The ending of such a file's name. */
  String ending() {
    return this == WORKBOOK || this == SHARED_TEXTS ? ".xlsx" : ".csv";
  }

  /** How many lines stand above the header. */
  int above() {
    return this == TITLED ? 2 : 0;
  }

  byte[] bytes(List<List<String>> rows) {
    if (ending().equals(".xlsx")) {
      Workbook book = new Workbook().sheet("List");
      for (List<String> row : rows) {
        book.row(
            row.stream()
                .map(
                    cell ->
                        cell.isEmpty()
                            ? null
                            : this == WORKBOOK ? Workbook.text(cell) : book.shared(cell))
                .toArray(String[]::new));
      }
      return book.bytes();
    }
    String text =
        rows.stream()
            .map(row -> row.stream().map(this::cell).collect(Collectors.joining(delimiter)) + end)
            .collect(Collectors.joining("", begin, ""));
    return (this == MAC ? Normalizer.normalize(text, Normalizer.Form.NFD) : text).getBytes(charset);
  }

  private String cell(String text) {
    return text.matches("(?s).*[,;|\t\"\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
