package org.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Of everything that ships the jar has the licence's text. */
@NullUnmarked
class LicencesTest {
  private static final Path TEXTS = Path.of("src/main/resources/META-INF/licences");
  private static final Pattern SHIPPED =
      Pattern.compile(" *(\\(.+\\)) .*\\([\\w.-]+:([\\w.-]+):([\\w.-]+) - .*");
  private static final Pattern TEXT =
      Pattern.compile("(?i)(.*/)?(\\w+_lic|license|licence|copying)[^/]*(\\.txt|\\.md)?");

  @Test
  void of_everything_that_ships_there_is_the_text_of_its_licence() throws IOException {
    Path list = Path.of("target/classes/META-INF/THIRD-PARTY.txt");
    assumeThat(list).as("made by the build").exists();
    List<String> lines = Files.readAllLines(list);
    List<String> without = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    for (String line : lines) {
      var shipped = SHIPPED.matcher(line);
      if (shipped.matches() && !shipped.group(1).contains("Apache")) {
        String jar = shipped.group(2) + "-" + shipped.group(3) + ".jar";
        if (!carriesText(jar)) {
          String text = shipped.group(1).contains("EPL") ? "EPL-2.0" : text(shipped.group(2));
          needed.add(text + ".txt");
          if (!Files.exists(TEXTS.resolve(text + ".txt"))) {
            without.add(line.strip());
          }
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(lines).filteredOn(line -> SHIPPED.matcher(line).matches()).hasSizeGreaterThan(50);
    try (Stream<Path> texts = Files.list(TEXTS)) {
      assertThat(texts.map(text -> text.getFileName().toString())).isSubsetOf(needed);
    }
  }

  private static String text(String artifact) {
    return artifact.startsWith("jline") ? "jline" : artifact;
  }

  private static boolean carriesText(String name) throws IOException {
    for (Path entry : Java.classPath()) {
      if (entry.endsWith(name)) {
        try (JarFile jar = new JarFile(entry.toFile())) {
          return jar.stream()
              .anyMatch(file -> !file.isDirectory() && TEXT.matcher(file.getName()).matches());
        }
      }
    }
    throw new AssertionError(name + " ships and is not on the class path");
  }
}
