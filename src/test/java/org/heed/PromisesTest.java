package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every promise of docs/exactly-once.md names a test there is. */
@NullUnmarked
class PromisesTest {
  private static final Pattern CLASS = Pattern.compile("`([a-z]+)\\.([A-Z]\\w+)");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Pattern PROMISE = Pattern.compile("(?m)^\\| .+ \\| `(\\w+)\\.(\\w+)` \\|$");

  @Test
  void each_promise_is_held_by_a_test() throws IOException {
    List<MatchResult> promises =
        PROMISE.matcher(Files.readString(Path.of("docs/exactly-once.md"))).results().toList();
    assertThat(promises).hasSizeGreaterThan(20);
    assertThat(promises)
        .allSatisfy(
            promise ->
                assertThat(Files.readString(source(promise.group(1))))
                    .contains("void " + promise.group(2) + "("));
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent.md", "architecture.md"})
  void each_class_that_a_document_names_is_there(String document) throws IOException {
    List<MatchResult> classes =
        CLASS.matcher(Files.readString(Path.of("docs", document))).results().toList();
    assertThat(classes).hasSizeGreaterThan(30);
    assertThat(classes)
        .allSatisfy(
            one ->
                assertThat(Path.of("src/main/java/org/heed", one.group(1), one.group(2) + ".java"))
                    .exists());
  }

  @Test
  void each_test_that_the_architecture_names_is_there() throws IOException {
    List<MatchResult> tests =
        TEST.matcher(Files.readString(Path.of("docs/architecture.md"))).results().toList();
    assertThat(tests).hasSizeGreaterThan(10);
    assertThat(tests).allSatisfy(test -> assertThat(source(test.group(1))).exists());
  }

  private static Path source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.filter(file -> file.endsWith(test + ".java")).findFirst().orElseThrow();
    }
  }
}
