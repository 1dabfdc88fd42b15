package org.heed.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class CsvRowsTest {
  private static final String TEXT_AFTER_QUOTE =
      "found text after a closing quote; a text with quotes in it needs quotes around it and each"
          + " of its own quotes twice";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1,2\n3,4\n' | 1 2 3",
        "'a,b\r\n1,2\r\n3,4' | 1 2 3",
        "'a,b\n1,\"x\ny\r\nz\"\n3,4\n' | 1 2 3",
        "'\"a\nb\",c\n1,2\n' | 1 2",
        "'\n\na,b\n1,2\n' | 3 4",
        "',\na,b\n1,2\n' | 2 3",
        "'a,b\n\n,\n1,2\n\n3,4\n\n' | 1 4 6",
        "'sep=,\na,b\n1,2\n' | 1 2",
        "'SEP=,\n\na,b\n1,2\n' | 2 3",
        "'\"sep=,\"\na,b\n1,2\n' | 1 2"
      })
  void a_line_is_counted_as_a_spreadsheet_counts(String text, String lines) throws Exception {
    assertThat(
            read(text).stream()
                .filter(row -> !row.blank())
                .map(row -> String.valueOf(row.line()))
                .collect(Collectors.joining(" ")))
        .isEqualTo(lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b\n1,\"x, \"\"y\"\"\"\n` | [1, x, \"y\"]",
        "`a,b\n 1 , \"x\" \n` | [1, x]",
        "`a,b\n1,say \"x\"\n` | [1, say \"x\"]",
        "`a,b\n1\n` | [1]",
        "`a,b\n1,2,\n` | [1, 2, ]"
      })
  void cells_are_read_as_written(String text, String cells) throws Exception {
    assertThat(read(text).get(1).cells()).hasToString(cells);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"1,\"x\" y", "1,\"Hi,\"there\" you\"", "\"1\"2\"3\",\"x\" \"y\""})
  void text_after_a_closing_quote_spoils_its_row_alone(String row) throws Exception {
    List<Row> rows = read("a,b\n" + row + "\n3,4\n");
    assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 3L);
    assertThat(rows.get(1).problem()).hasMessage(TEXT_AFTER_QUOTE);
    assertThat(rows.get(1).blank()).isFalse();
    assertThat(rows.get(2).cells()).containsExactly("3", "4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b\n1,2\n3,\"4\n5,6\n` | 3",
        "`a,b\n1,2\n3,\"4` | 3",
        "`a,b\n1,\"two\n3,\"four\"\n5,\"six\"\n` | 2",
        "`a,b\n1,\"x\"\"\n3,4\n` | 2",
        "`a,b\n1,\"x\"y,\"z\n3,4\n` | 2",
        "`a,b\n1,\"x\ny\" z\n` | 2"
      })
  void a_quote_that_is_left_open_takes_no_other_row_with_it(String text, long line) {
    UnreadableFile problem = catchThrowableOfType(UnreadableFile.class, () -> read(text));
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.reason())
        .isEqualTo(
            "a quote that is opened in line "
                + line
                + " is never closed, so the rows after it cannot be told apart");
  }

  @Test
  void a_row_takes_no_more_than_a_bounded_memory() throws Exception {
    List<Row> rows =
        read(
            "a,b\n1,"
                + "x".repeat(40_000)
                + "\n"
                + "x,".repeat(6_000)
                + "\n1,"
                + "x".repeat(31_000)
                + "\n");
    assertThat(rows.get(1).problem())
        .hasMessage("found a row of 40001 characters, expected at most 32000");
    assertThat(rows.get(2).problem())
        .hasMessage("found 6000 cells in a row, expected at most 5000");
    assertThat(rows.get(3).problem()).isNull();
    UnreadableFile problem =
        catchThrowableOfType(
            UnreadableFile.class, () -> read("a,b\n1,\"" + "x,\n".repeat(400_000)));
    assertThat(problem.reason())
        .isEqualTo(
            "a quote that is opened in line 2 is never closed, so the rows after it cannot be told"
                + " apart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,\"%s\"",
        "\"%s\",2",
        "1,\"a\"\"%s\"\"b\"",
        "%s,\"x,\ny\"",
        "1,\"%s\n\"\"%s\", \"z\"",
        "%s"
      })
  void an_endless_cell_costs_its_row_alone(String row) throws Exception {
    String cell = "x, y\n".repeat(60_000);
    String written = row.contains("\"") && !row.startsWith("%") ? cell : "x".repeat(300_000);
    List<Row> rows = read("a,b\n1,2\n" + row.replace("%s", written) + "\n3,4\n");
    assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 3L, 4L);
    assertThat(rows.get(2).problem())
        .hasMessage("found a row of more than 100000 characters, expected at most 32000");
    assertThat(rows.get(3).cells()).containsExactly("3", "4");
  }

  @Test
  void thousands_of_empty_columns_do_not_matter_and_thousands_of_names_are_told() throws Exception {
    List<Row> rows = read("a,b" + ",".repeat(16_000) + "\n1,2" + ",".repeat(16_000) + "\n");
    assertThat(rows.get(1).cells()).startsWith("1", "2").hasSize(5_000);
    assertThat(read("a,".repeat(9_000)).get(0).problem())
        .hasMessage("found 9000 cells in a row, expected at most 5000");
  }

  @Test
  void the_end_of_a_DOS_file_and_a_line_of_no_break_spaces_are_no_rows() throws Exception {
    List<Row> rows = read("a,b\n\u00A0\u00A0\u00A0\n1,2\n\u2007,\u3000\n\u001A");
    assertThat(rows.stream().filter(row -> !row.blank()))
        .extracting(Row::line)
        .containsExactly(1L, 3L);
  }

  private List<Row> read(String text) throws IOException, UnreadableFile {
    Path file = Files.write(folder.resolve("file.csv"), text.getBytes(UTF_8));
    try (CsvRows rows = new CsvRows(file, UTF_8, ',')) {
      List<Row> all = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (!all.isEmpty() || !row.blank()) {
          all.add(row);
        }
      }
      return all;
    }
  }
}
