package org.heed.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class JobFilesTest {
  @TempDir Path folder;

  @Test
  void reads_every_value_as_it_was_typed() throws IOException {
    write(
        "weekly",
        """
        kind: report
        cron: 0 0 7 * * MON
        zone: America/Chicago
        parameters: { error-code: 21610, since: 2026-01-31, sender: +12025550100, formats: [csv] }
        """);
    JobFile job = new JobFiles(folder).find("weekly");
    assertThat(job.parameters())
        .isEqualTo(
            Map.of(
                "error-code", "21610",
                "since", "2026-01-31",
                "sender", "+12025550100",
                "formats", "csv"));
    assertThat(job.cron()).isEqualTo("0 0 7 * * MON");
    assertThat(job.with(Map.of("since", "P7D")).parameters())
        .containsEntry("since", "P7D")
        .containsEntry("error-code", "21610");
  }

  @Test
  void a_kind_is_a_job_without_a_file() {
    assertThat(new JobFiles(folder.resolve("none")).find("nightly").kind()).isEqualTo("nightly");
  }

  @Test
  void an_unknown_job_is_refused_with_those_there_are() throws IOException {
    write("weekly", "kind: report\n");
    assertThatThrownBy(() -> new JobFiles(folder).find("weakly"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("weakly")
        .hasMessageContaining("import, nightly, report, weekly");
  }

  @Test
  void a_job_file_by_a_name_that_is_not_read_is_told_of() throws IOException {
    for (String name :
        new String[] {
          "nightly.yml.txt", "Nightly.YML", "report.txt", "import", "weekly.yaml~", ".hidden.yml"
        }) {
      Files.writeString(folder.resolve(name), "kind: nightly\n");
    }
    write("nightly", "\uFEFFkind: nightly\r\n");
    Files.writeString(folder.resolve("readme.txt"), "notes");
    JobFiles files = new JobFiles(folder);
    assertThat(files.all()).extracting(JobFile::name).containsExactly("nightly");
    assertThat(files.unread())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "nightly.yml.txt",
            "Nightly.YML",
            "report.txt",
            "import",
            "weekly.yaml~",
            ".hidden.yml");
  }

  @Test
  void the_shipped_files_are_sound() {
    assertThat(new JobFiles(Path.of("jobs")).all())
        .extracting(JobFile::name)
        .containsExactly("compliance", "import", "nightly", "report");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: raport | kind: found raport, expected one of import, nightly, report",
        "cron: '0 0 18 * * *' | kind: missing",
        "kind: report\\ncorn: x | found corn, expected one of kind, cron, zone, parameters",
        "kind: report\\ncron: at six | cron: found \"at six\", expected six fields",
        "kind: report\\nzone: Chicago | zone: found Chicago, expected a time zone",
        "kind: report\\nparameters: all | parameters: expected lines",
        "kind: report\\nparameters: { to: { a: b } } | to: expected a value",
        "kind: [report] | kind: expected one value",
        "kind: report\\n  cron: x | line 2: no YAML",
        "kind: report\\nkind: import | line 2: no YAML",
        "report | expected lines such as",
      })
  void a_wrong_file_is_refused_with_file_found_and_expected(String content, String words)
      throws IOException {
    write("wrong", content.replace("\\n", "\n"));
    assertThatThrownBy(() -> new JobFiles(folder).all())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("wrong.yml")
        .hasMessageContaining(words);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name + ".yml"), content);
  }
}
