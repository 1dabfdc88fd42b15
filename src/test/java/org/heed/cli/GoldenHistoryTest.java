package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing outside changes by accident: every answer, receipt, report, summary and mail of one
 * history is what it was. {@code -Dgolden.write=true} writes them anew, for a change that is meant.
 */
@NullUnmarked
class GoldenHistoryTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/heed/golden");
  private static final String HERE = Path.of("").toAbsolutePath().toString();
  private static final Pattern GATEWAY_ID = Pattern.compile("\\b(SM|MM)[0-9a-f]{32}\\b");
  private static final Pattern SEAL =
      Pattern.compile("(?<=\\d: ?)([0-9a-f]{64}|[0-9a-f]{4}( [0-9a-f]{4}){3})\\b");
  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s]+@[^<>\\s]+>");

  @TempDir Path folder;

  @Test
  void what_is_shown_written_and_mailed_is_what_it_was() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (History history = new History(folder.resolve("home"))) {
      Names names = new Names();
      history.play().forEach((name, text) -> found.put(names.plain(name), names.plain(text)));
    }
    if (Boolean.getBoolean("golden.write")) {
      write(found);
    }
    Map<String, String> golden = read();
    assertThat(found.keySet()).isEqualTo(golden.keySet());
    golden.forEach(
        (name, text) ->
            assertThat(found.get(name).lines().toList())
                .as(name)
                .containsExactlyElementsOf(text.lines().toList()));
  }

  /** What is different each time, under names that are not. */
  private final class Names {
    private final Map<String, String> ids = new LinkedHashMap<>();

    String plain(String text) {
      String plain =
          text.replace("\r\n", "\n").replace(folder.toString(), "FOLDER").replace(HERE, "HERE");
      plain = SEAL.matcher(each(GATEWAY_ID, "SM", plain)).replaceAll("SEAL");
      return each(MESSAGE_ID, "MAIL", plain).replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    private String each(Pattern pattern, String kind, String text) {
      return pattern
          .matcher(text)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      ids.computeIfAbsent(found.group(), id -> kind + "-" + ids.size())));
    }
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        golden.put(GOLDEN.relativize(file).toString(), Files.readString(file));
      }
    }
    return golden;
  }

  private static void write(Map<String, String> found) throws IOException {
    if (Files.exists(GOLDEN)) {
      try (Stream<Path> files = Files.walk(GOLDEN)) {
        List<Path> old = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> one : found.entrySet()) {
      Path file = GOLDEN.resolve(one.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, one.getValue());
    }
  }
}
