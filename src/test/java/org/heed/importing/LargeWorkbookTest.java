package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.csv.Workbook.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.heed.csv.Workbook;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A workbook of 100,000 rows is taken with 256 megabytes. */
@Tag("bench")
@NullUnmarked
class LargeWorkbookTest {
  private static final int ROWS = 100_000;

  @TempDir Path home;

  enum Texts {
    INLINE,
    SHARED
  }

  @ParameterizedTest
  @EnumSource
  void a_workbook_of_100_000_rows_is_taken_in_256_megabytes(Texts texts) throws Exception {
    Files.createDirectories(home.resolve("inbox"));
    Files.write(home.resolve("inbox/fall.xlsx"), workbook(texts));
    Process child = ImportChild.start(home, TestDatabase.HSQLDB.newUrl(home), "-Xmx256m");
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    Map<String, String> figures =
        said.lines()
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1], (first, last) -> last));
    System.out.printf(
        "%s: %,d bytes, %s ms, at most %s MB in use%n",
        texts,
        Files.size(home.resolve("done").resolve(moved())),
        figures.get("millis"),
        figures.get("megabytes"));
    assertThat(child.exitValue()).as(said).isZero();
    assertThat(figures)
        .containsEntry("accepted", String.valueOf(ROWS))
        .containsEntry("rejected", "0");
  }

  private String moved() throws IOException {
    try (var files = Files.list(home.resolve("done"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("fall.xlsx"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As a registrar's export: a title, everything different in each row, one sender for all. */
  private static byte[] workbook(Texts texts) {
    Workbook book = new Workbook().sheet("Fall").texts("Registration 2026").merged("A1:H1");
    book.texts("Student ID", "First", "Last", "E-mail", "Cell", "From", "Message", "Due");
    UnaryOperator<String> text = texts == Texts.SHARED ? book::shared : Workbook::text;
    for (int i = 0; i < ROWS; i++) {
      String[] row = {
        text.apply("S" + (1_000_000 + i)),
        text.apply("Firstname" + i),
        text.apply("Lastname" + i),
        text.apply("somebody." + i + "@example.edu"),
        number("1312" + (2_000_000 + i), 0),
        i == 0 ? text.apply("Advising") : null,
        text.apply(
            "Hello {{first_name}}, your registration for the spring term opens on Monday; your"
                + " advisor is in room "
                + i
                + " until five o'clock, and the list of your courses is there."),
        number(String.valueOf(46_000 + i % 300), 14)
      };
      book.row(row);
      if (i % 10 == 0) {
        book.merged("H" + (i + 3) + ":H" + (i + 5));
      }
    }
    return book.bytes();
  }
}
