package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of one language and their meanings, as its file says. */
final class Vocabulary {
  private static final int SHORTEST_STEM = 3;

  /** Of so many letters a word is known with one wrong, missing, too many or in the wrong place. */
  private static final int LONG = 6;

  private static final String NOTHING = "FUNC";

  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<String, Set<String>> beginnings = new HashMap<>();

  /** Longer words without one of their letters, and what the whole word means. */
  private final Map<String, Set<String>> misspelt = new HashMap<>();

  private final List<String> before = new ArrayList<>();
  private int longest;

  Vocabulary(String language) {
    String name = "refusals/meanings/" + language + ".txt";
    try (InputStream file = Vocabulary.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).forEach(this::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    String what = line.substring(0, colon);
    for (String entry : line.substring(colon + 1).split(",", -1)) {
      String word = entry.strip();
      if (what.equals("before")) {
        before.add(word);
      } else if (word.endsWith("*")) {
        add(beginnings, word.substring(0, word.length() - 1), what);
      } else {
        add(words, word, what);
        longest = Math.max(longest, word.length());
        if (word.length() >= LONG) {
          without(word).forEach(one -> misspelt.putIfAbsent(one, words.get(word)));
        }
      }
    }
  }

  private static void add(Map<String, Set<String>> to, String word, String what) {
    Set<String> meanings = to.computeIfAbsent(word, none -> new TreeSet<>());
    if (!what.equals(NOTHING)) {
      meanings.add(what);
    }
  }

  /** How many letters the longest has. */
  int longest() {
    return longest;
  }

  /** What the word or the words mean, nothing for some; null: they are not known. */
  @Nullable Set<String> known(String together) {
    return words.get(together);
  }

  /** What an unknown word means by how it begins, without what stands before it, or misspelt. */
  Set<String> like(String word) {
    Set<String> stem = stem(word);
    return stem.isEmpty() ? nearly(word) : stem;
  }

  private Set<String> stem(String word) {
    Set<String> begun = begun(word);
    for (String one : before) {
      if (begun.isEmpty()
          && word.startsWith(one)
          && word.length() - one.length() >= SHORTEST_STEM) {
        String rest = word.substring(one.length());
        begun = words.getOrDefault(rest, begun(rest));
      }
    }
    return begun;
  }

  private Set<String> begun(String word) {
    for (int length = word.length(); length >= SHORTEST_STEM; length--) {
      Set<String> known = beginnings.get(word.substring(0, length));
      if (known != null) {
        return known;
      }
    }
    return Set.of();
  }

  private Set<String> nearly(String word) {
    if (word.length() < LONG - 1) {
      return Set.of();
    }
    return Stream.concat(Stream.of(word), without(word))
        .map(one -> words.getOrDefault(one.length() < LONG ? "" : one, misspelt.get(one)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Set.of());
  }

  /** The word without each of its letters. */
  private static Stream<String> without(String word) {
    return IntStream.range(0, word.length())
        .mapToObj(at -> word.substring(0, at) + word.substring(at + 1));
  }
}
