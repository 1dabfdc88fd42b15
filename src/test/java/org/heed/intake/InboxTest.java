package org.heed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heed.settings.ImportSettings;
import org.heed.storage.Folders;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class InboxTest {
  @TempDir Path home;

  @Test
  void a_file_that_goes_on_changing_is_left_for_the_next_run() throws IOException {
    Inbox inbox = inbox(Duration.ofHours(1), Duration.ZERO);
    Path file = drop("a.csv");
    Inbox.Found found = inbox.look("inbox");
    assertThat(found.complete()).isEmpty();
    assertThat(found.left()).isEmpty();
    assertThat(found.passed()).containsExactly("a.csv: is still being written, left in the inbox");
    assertThat(file).exists();
  }

  @Test
  void nobody_waits_for_an_empty_inbox() {
    assertThat(inbox(Duration.ofHours(1), Duration.ofHours(1)).look("inbox").complete()).isEmpty();
  }

  @Test
  void a_file_is_taken_whole_and_out_of_sight_each_drop_under_a_name_of_its_own()
      throws IOException {
    Inbox inbox = inbox(Duration.ZERO, Duration.ofHours(1));
    Path first = inbox.take(drop("a.csv"));
    Path second = inbox.take(drop("a.csv"));
    assertThat(List.of(first, second)).doesNotHaveDuplicates().allMatch(Files::isRegularFile);
    assertThat(first.getParent()).isEqualTo(home.resolve("inbox/.taken"));
    assertThat(inbox.look("inbox")).isEqualTo(new Inbox.Found(List.of(), List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({"a b.csv, a b.csv", "Zoë.csv, Zoë.csv", "'a\u0001b\n.csv', a_b_.csv", "a\\b, a_b"})
  void a_name_is_fit_for_a_file_of_ours(String dropped, String name) {
    assertThat(Inbox.name(Path.of(dropped))).isEqualTo(name);
  }

  @Test
  void a_long_name_is_cut_and_keeps_its_ending() {
    String name = Inbox.name(Path.of("✓".repeat(84) + ".csv"));
    assertThat(name).isEqualTo("✓".repeat(58) + ".csv");
  }

  private Path drop(String name) throws IOException {
    return Files.writeString(
        Files.createDirectories(home.resolve("inbox")).resolve(name), "phone,from,message\n");
  }

  private Inbox inbox(Duration quiet, Duration patience) {
    return new Inbox(
        new Folders(home), new ImportSettings("20%", 7, java.util.Map.of(), quiet, patience));
  }
}
