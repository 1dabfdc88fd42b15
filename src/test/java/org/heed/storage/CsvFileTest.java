package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
class CsvFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_text_that_a_spreadsheet_would_run_is_made_harmless(SpreadsheetTexts one) {
    assertThat(CsvFile.harmless(one.text)).isEqualTo(one.written);
  }

  @Test
  void is_utf8_with_a_mark_quoted_where_needed_and_closed_to_others() throws IOException {
    Path file = folder.resolve("a.csv");
    try (CsvFile csv = new CsvFile(file, List.of("name", "text"))) {
      csv.row("Zoë", "a, \"b\"\nc");
      csv.row(null, "half a character: \uD83D");
      assertThat(Files.exists(file)).isFalse();
      csv.finish();
      assertThat(csv.rows()).isEqualTo(2);
    }
    assertThat(Files.readString(file))
        .isEqualTo("\uFEFFname,text\r\nZoë,\"a, \"\"b\"\"\nc\"\r\n\"\",half a character: ?\r\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void leaves_nothing_behind_and_the_former_file_in_its_place_when_it_is_not_finished()
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "before");
    try (CsvFile csv = new CsvFile(file, List.of("name"))) {
      csv.row("half");
    }
    assertThat(file).hasContent("before");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
