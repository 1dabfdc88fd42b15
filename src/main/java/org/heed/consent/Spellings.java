package org.heed.consent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Other spellings and what they are taken for, one after the other as their file has them: what one
 * makes of a text, the next may change. Only those are looked for of which the text has the first
 * word.
 */
final class Spellings {
  private record Spelling(String written, String taken) {}

  private final Function<String, Collection<String>> words;
  private final List<Spelling> spellings = new ArrayList<>();
  private final Map<String, List<Integer>> byFirstWord = new HashMap<>();

  /**
   * @param words of a text; where a language writes none, its characters
   */
  Spellings(Function<String, Collection<String>> words) {
    this.words = words;
  }

  /** Adds one; with spaces at its ends where words have them between. */
  void add(String written, String taken) {
    String first =
        words.apply(written).stream().filter(word -> !word.isEmpty()).findFirst().orElseThrow();
    byFirstWord.computeIfAbsent(first, none -> new ArrayList<>()).add(spellings.size());
    spellings.add(new Spelling(written, taken));
  }

  /** The text as it is taken. */
  String taken(String text) {
    String taken = text;
    NavigableSet<Integer> may = may(taken);
    for (Integer next = may.pollFirst(); next != null; next = may.pollFirst()) {
      Spelling spelling = spellings.get(next);
      String other = taken.replace(spelling.written(), spelling.taken());
      if (!other.equals(taken)) {
        taken = other;
        may = new TreeSet<>(may(taken).tailSet(next, false));
      }
    }
    return taken;
  }

  private NavigableSet<Integer> may(String text) {
    NavigableSet<Integer> may = new TreeSet<>();
    for (String word : words.apply(text)) {
      may.addAll(byFirstWord.getOrDefault(word, List.of()));
    }
    return may;
  }

  static Collection<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  static Collection<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }
}
