package org.heed.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the words of a reply mean, as far as it tells whether it says no, alike in every language:
 * {@code [ME, NEG, WANT], [YOU, TEXTS]}. By a file a language beside the shapes; the one of English
 * explains the form.
 */
final class Meanings {
  /** How many words of a language a reply has at least that is not all in it. */
  private static final int FEWEST_WORDS = 2;

  /** Without one of these nobody says no. */
  private static final Set<String> OF_NOES =
      Set.of(
          "NEG",
          "NEVER",
          "NOMORE",
          "NOBODY",
          "NOTA",
          "DONT",
          "STOP",
          "REMOVE",
          "UNSUB",
          "LEAVE",
          "WRONG",
          "OTHER",
          "LOOKING",
          "WHO",
          "WHY",
          "BUSINESS",
          "JOB",
          "THREAT",
          "ANNOY",
          "LAST",
          "LEFT",
          "KNOW",
          "GOT",
          "BELONG",
          "CONTINUE",
          "KEEP");

  private static final List<Meanings> SPACED =
      Stream.of("en", "es", "fr", "vi", "ar").map(Meanings::new).toList();
  private static final Meanings CHINESE = new Meanings("zh");
  private static final Meanings KOREAN = new Meanings("ko");

  private final Vocabulary vocabulary;

  private Meanings(String language) {
    this.vocabulary = new Vocabulary(language);
  }

  /**
   * What each known word means that means something, clause by clause; a question mark is one.
   *
   * @param plain as {@link PlainText} has it
   */
  static List<List<Set<String>>> of(String plain) {
    Told best = null;
    if (plain.codePoints().anyMatch(letter -> isOf(letter, Character.UnicodeScript.HAN))) {
      best = CHINESE.joined(plain.replace(" ", ""));
    } else if (plain
        .codePoints()
        .anyMatch(letter -> isOf(letter, Character.UnicodeScript.HANGUL))) {
      best = KOREAN.joined(plain.replace(" ", ""));
    } else {
      String[] split = plain.strip().split(" ", -1);
      for (Meanings language : SPACED) {
        Told told = language.spaced(split);
        if (best == null
            || (told.known > best.known
                && (told.known >= FEWEST_WORDS || told.known == split.length))) {
          best = told;
        }
      }
    }
    return Objects.requireNonNull(best).clauses;
  }

  /** Whether a word of it means what a no is made of. */
  static boolean mayBeNo(String plain) {
    return of(plain).stream()
        .flatMap(List::stream)
        .flatMap(Set::stream)
        .anyMatch(OF_NOES::contains);
  }

  private static boolean isOf(int letter, Character.UnicodeScript script) {
    return Character.UnicodeScript.of(letter) == script;
  }

  /** What was told of a reply, and how many words were known. */
  private static final class Told {
    private final List<List<Set<String>>> clauses = new ArrayList<>(List.of(new ArrayList<>()));
    private int known;

    void add(Set<String> meanings, int count) {
      known += count;
      if (!meanings.isEmpty()) {
        clauses.get(clauses.size() - 1).add(meanings);
      }
    }

    void mark(String mark) {
      if (mark.equals("?")) {
        clauses.get(clauses.size() - 1).add(Set.of(mark));
      }
      clauses.add(new ArrayList<>());
    }
  }

  private Told spaced(String[] split) {
    Told told = new Told();
    int at = 0;
    while (at < split.length) {
      if (split[at].equals(",") || split[at].equals("?")) {
        told.mark(split[at++]);
      } else {
        at += words(split, at, told);
      }
    }
    return told;
  }

  /** The most words from there on that are known together, or one. */
  private int words(String[] split, int at, Told told) {
    int count = 0;
    Set<String> meanings = Set.of();
    StringBuilder together = new StringBuilder();
    for (int to = at; to < split.length && together.length() < vocabulary.longest(); to++) {
      together.append(to == at ? "" : " ").append(split[to]);
      Set<String> known = vocabulary.known(together.toString());
      if (known != null) {
        count = to - at + 1;
        meanings = known;
      }
    }
    if (count == 0) {
      meanings = vocabulary.like(split[at]);
      count = meanings.isEmpty() ? 0 : 1;
    }
    told.add(meanings, count);
    return Math.max(1, count);
  }

  private Told joined(String text) {
    Told told = new Told();
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == ',' || next == '?') {
        told.mark(Character.toString(next));
        at++;
        continue;
      }
      int length = Math.min(vocabulary.longest(), text.length() - at);
      Set<String> known = null;
      while (known == null && length > 0) {
        known = vocabulary.known(text.substring(at, at + length--));
      }
      told.add(known == null ? Set.of() : known, 1);
      at += length + 1;
    }
    return told;
  }
}
