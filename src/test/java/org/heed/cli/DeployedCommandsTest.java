package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the image, the manifests and the units start is there to be started. */
@NullUnmarked
class DeployedCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\s*(?:args: |CMD |ExecStart=/opt/heed/bin/heed )(.+)$");

  @TempDir Path folder;

  static Stream<List<String>> commands() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      List<List<String>> found = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        COMMAND
            .matcher(Files.readString(file))
            .results()
            .map(one -> one.group(1).replaceAll("[\\[\\]\",]", " ").strip())
            .filter(words -> !words.startsWith("sh "))
            .forEach(words -> found.add(List.of(words.split("\\s+"))));
      }
      return found.stream();
    }
  }

  /** The words that the command does not know. */
  private List<String> unknown(List<String> words) {
    try (Office office = new Office(folder)) {
      String help = office.heed(words.get(0), "--help");
      return words.stream()
          .filter(word -> word.startsWith("--") && !help.contains(word + "="))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void each_has_the_options_it_is_started_with(List<String> words) {
    assertThat(unknown(words)).isEmpty();
  }

  @Test
  void all_of_them_are_looked_at_and_an_option_there_is_not_is_found() throws IOException {
    assertThat(commands().map(words -> words.get(0)))
        .containsExactlyInAnyOrder(
            "run", "run", "run", "worker", "serve", "serve", "worker", "run");
    assertThat(unknown(List.of("worker", "--alife", "x"))).containsExactly("--alife");
  }
}
