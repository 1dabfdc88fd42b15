package org.heed.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every phrase that is asked for is there, every one there is asked for, and each can be filled.
 */
@NullUnmarked
class PhrasesTest {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("org.heed.words.Phrases", Locale.ENGLISH);
  private static final Pattern TEXT = Pattern.compile("\"([a-z]+(?:\\.[a-z0-9]+)+)\"");
  private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

  @Test
  void each_phrase_can_be_filled() {
    BUNDLE
        .keySet()
        .forEach(
            key -> {
              String pattern = BUNDLE.getString(key);
              new MessageFormat(pattern, Locale.ENGLISH);
              assertThat(LONE_APOSTROPHE.matcher(pattern).find()).as(key).isFalse();
            });
  }

  @Test
  void each_phrase_there_is_is_asked_for() throws IOException {
    Set<String> asked = new TreeSet<>();
    Set<String> begun = new TreeSet<>();
    for (String source : sources()) {
      TEXT.matcher(source).results().map(found -> found.group(1)).forEach(asked::add);
      Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*\\.)\" \\+")
          .matcher(source)
          .results()
          .map(found -> found.group(1))
          .forEach(begun::add);
    }
    assertThat(
            BUNDLE.keySet().stream()
                .filter(key -> !asked.contains(key) && !asked.contains(key.replace(".then", "")))
                .filter(key -> begun.stream().noneMatch(key::startsWith))
                .toList())
        .isEmpty();
  }

  @Test
  void each_phrase_that_is_asked_for_is_there() throws IOException {
    Pattern call = Pattern.compile("Phrases\\.of\\(([^;]*?)\"([a-z]+(?:\\.[a-z0-9]+)+)\"(?! \\+)");
    Set<String> missing =
        sources().stream()
            .flatMap(source -> call.matcher(source).results())
            .map(found -> found.group(2))
            .filter(key -> !BUNDLE.containsKey(key))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-28T22:56:00Z | Sat 28 Nov 2026, 4:56 PM",
        "2026-11-28T06:05:59Z | Sat 28 Nov 2026, 12:05 AM",
        "2026-07-01T17:00:00Z | Wed 1 Jul 2026, 12:00 PM",
      })
  void a_time_is_told_as_people_read_it(String time, String words) {
    assertThat(Words.time(Instant.parse(time), ZoneId.of("America/Chicago"))).isEqualTo(words);
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PhrasesTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
