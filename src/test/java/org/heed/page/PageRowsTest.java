package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows a page keeps of any number. */
@NullUnmarked
class PageRowsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, true, 0, 0",
    "1, true, 1, 1",
    "50000, true, 1, 50000",
    "50001, true, 2, 50001",
    "123456, true, 73457, 123456",
    "50000, false, 1, 50000",
    "123456, false, 1, 50000"
  })
  void the_newest_are_kept_of_a_report_and_the_first_of_a_file(
      int rows, boolean newest, int first, int last) throws IOException {
    try (PageRows kept = rows(newest)) {
      for (int i = 1; i <= rows; i++) {
        kept.add("[" + i + "]", true);
      }
      List<String> lines = lines(kept);
      assertThat(kept.kept()).isEqualTo(lines.size()).isEqualTo(rows == 0 ? 0 : last - first + 1);
      assertThat(kept.full()).isEqualTo(!newest && rows >= PageRows.MOST);
      if (rows > 0) {
        assertThat(lines.get(0)).isEqualTo("[" + first + "]");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("[" + last + "]");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rows_for_stories_are_kept_besides() throws IOException {
    try (PageRows kept = rows(true)) {
      for (int i = 1; i <= 60_000; i++) {
        kept.add("[" + i + "]", true);
        kept.add("[" + i + ",1]", false);
      }
      assertThat(kept.kept()).isEqualTo(50_000);
      // What follows the last row that was dropped is still there.
      assertThat(lines(kept)).hasSize(100_001).startsWith("[10000,1]", "[10001]");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void a_page_stays_small_enough_for_a_browser_however_long_its_rows(boolean newest)
      throws IOException {
    String row = "[\"" + "\u00E9".repeat(100_000) + "\"]";
    try (PageRows kept = rows(newest)) {
      for (int i = 0; i < 400; i++) {
        kept.add(row, true);
      }
      assertThat(kept.kept()).isEqualTo(PageRows.MOST_BYTES / 200_006);
      assertThat(lines(kept)).hasSize((int) kept.kept()).containsOnly(row);
    }
  }

  private PageRows rows(boolean newest) throws IOException {
    return new PageRows(folder.resolve("rows.part"), newest);
  }

  private static List<String> lines(PageRows kept) throws IOException {
    StringWriter text = new StringWriter();
    kept.copyTo(text);
    return text.toString().isEmpty() ? List.of() : List.of(text.toString().split(",\n", -1));
  }
}
