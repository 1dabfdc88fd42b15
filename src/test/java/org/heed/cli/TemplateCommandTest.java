package org.heed.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class TemplateCommandTest {
  private static final Path SHIPPED = Path.of("src/main/distribution/files-to-fill-in");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_sample_campaign_has_a_row_for_each_sender_and_is_not_written_over() throws Exception {
    assertThat(run("template", "campaign")).isZero();
    Path file = folder.resolve("campaign.csv");
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(file + ": written; fill it in");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            \uFEFFstudent_id,phone,email,from,subject,message,send_after,notify\r
            EXAMPLE,,,Advising,Registration opens,"Hi {{first_name}}, registration opens on Monday.",,\r
            EXAMPLE,,,Bursar,Registration opens,"Hi {{first_name}}, registration opens on Monday.",,\r
            """);
    assertThat(run("template", "campaign")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(file + ": is there already; move it away, or go to another folder");
    assertThat(run("template", "letters")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("found letters, expected people, campaign, consent or cancel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"people", "campaign", "consent", "cancel"})
  void a_sample_as_a_workbook_says_what_the_CSV_says(String kind) throws Exception {
    assertThat(run("template", kind)).isZero();
    assertThat(run("template", kind, "--xlsx")).isZero();
    String csv = Files.readString(folder.resolve(kind + ".csv")).substring(1).replace("\"", "");
    try (ReadableWorkbook book = new ReadableWorkbook(folder.resolve(kind + ".xlsx").toFile())) {
      StringBuilder said = new StringBuilder();
      for (var row : book.getFirstSheet().read()) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(cell == null ? "" : cell.getText()));
        if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
          said.append(String.join(",", cells)).append("\r\n");
        }
      }
      assertThat(said).hasToString(csv);
    }
  }

  /** {@code -Dtemplates.write=true} writes them anew. */
  @ParameterizedTest
  @CsvSource({
    "people, csv", "campaign, csv", "consent, csv", "cancel, csv",
    "people, xlsx", "campaign, xlsx", "consent, xlsx", "cancel, xlsx"
  })
  void the_samples_of_the_distribution_are_those_of_the_command(String kind, String type)
      throws Exception {
    List<String> typed = new ArrayList<>(List.of("template", kind, "--folder", folder.toString()));
    if (type.equals("xlsx")) {
      typed.add("--xlsx");
    }
    assertThat(execute(typed)).as(err::toString).isZero();
    String name = kind + "." + type;
    if (Boolean.getBoolean("templates.write")) {
      Files.createDirectories(SHIPPED);
      Files.copy(folder.resolve(name), SHIPPED.resolve(name), REPLACE_EXISTING);
    }
    assertThat(parts(SHIPPED.resolve(name))).isEqualTo(parts(folder.resolve(name)));
  }

  /** What a sample says, without when it was made. */
  private static Map<String, String> parts(Path file) throws IOException {
    if (file.toString().endsWith(".csv")) {
      return Map.of("", Files.readString(file));
    }
    Map<String, String> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().equals("docProps/core.xml")) {
          parts.put(
              entry.getName(),
              new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return parts;
  }

  private int run(String... typed) {
    List<String> words = new ArrayList<>(List.of(typed));
    words.add("--folder");
    words.add(folder.toString());
    words.add("--heed.senders[0].number=2025550100");
    words.add("--heed.senders[0].name=Advising");
    words.add("--heed.senders[1].number=2025550101");
    words.add("--heed.senders[1].name=Bursar");
    return execute(words);
  }

  private int execute(List<String> words) {
    return Heed.execute(words, new Ending(), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
