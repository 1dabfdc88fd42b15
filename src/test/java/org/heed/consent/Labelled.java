package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A reply of the tests, and how a person reads it: KEYWORD, NO, WRONG, PLAIN, which is one of the
 * two, or NONE.
 */
record Labelled(String language, String reading, String reply) {
  static final List<String> PARTS =
      Stream.of(
              Stream.of(
                  "known", "heldout", "further", "everyday", "everyday-latin", "everyday-other"),
              IntStream.rangeClosed(1, 16).mapToObj(number -> "mixed" + number),
              IntStream.rangeClosed(1, 14).mapToObj(number -> "batch" + number))
          .flatMap(parts -> parts)
          .toList();

  /** All that is learned from. */
  static List<Labelled> all() {
    return Stream.concat(PARTS.stream(), Stream.of("alike"))
        .flatMap(part -> part(part).stream())
        .toList();
  }

  static List<Labelled> part(String name) {
    try (InputStream file = Labelled.class.getResourceAsStream("replies-" + name + ".txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|", 3))
          .map(parts -> new Labelled(parts[0], parts[1], parts[2]))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isRead(String as) {
    return reading.equals(as) || (reading.equals("PLAIN") && Set.of("NO", "WRONG").contains(as));
  }

  boolean isPlain() {
    return Set.of("NO", "WRONG", "PLAIN").contains(reading);
  }
}
