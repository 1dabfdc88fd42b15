package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heed.consent.Shape.Kind;

/**
 * The shapes that a refusal takes in one language, as its file beside this class's resources says
 * (L3; the file of English explains the form). Every repetition in a pattern has a bound, so that
 * the time a reply takes grows with its length and no faster.
 */
final class Shapes {
  /** Stands where something harmless stood. */
  private static final String GONE = "~";

  /** By the words of which each has at least one; under "", what may be in any text. */
  private final Map<String, List<Shape>> shapes = new HashMap<>();

  private final Map<String, String> words = new LinkedHashMap<>();
  private Spellings same = new Spellings(Spellings::words);
  private boolean joined;
  private int lines;

  private Shapes() {}

  /** The shapes of a language, by its file. */
  static Shapes of(String language) {
    Shapes shapes = new Shapes();
    String name = "refusals/" + language + ".txt";
    try (InputStream file = Shapes.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
      text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(shapes::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shapes;
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    String what = line.substring(0, colon).strip();
    String rest = line.substring(colon + 1).strip();
    switch (what) {
      case "joined" -> {
        joined = true;
        same = new Spellings(Spellings::characters);
      }
      case "words" -> {
        int equals = rest.indexOf('=');
        words.put(rest.substring(0, equals).strip(), rest.substring(equals + 1).strip());
      }
      case "same" -> {
        int equals = rest.indexOf('=');
        for (String one : rest.substring(0, equals).split(",", -1)) {
          String taken = rest.substring(equals + 1).strip();
          same.add(spaced(one.strip()), spaced(taken));
        }
      }
      default -> {
        Kind kind = Kind.valueOf(what.toUpperCase(Locale.ROOT));
        Shape shape = new ShapePattern(rest, words, joined).compile(kind, ++lines);
        for (String word : shape.needs().isEmpty() ? Set.of("") : shape.needs().get(0)) {
          shapes.computeIfAbsent(word, none -> new ArrayList<>()).add(shape);
        }
      }
    }
  }

  /**
   * What a reply says; empty: nothing of this language.
   *
   * @param plain as {@link PlainText} has it
   */
  Optional<Refusal> read(String plain) {
    String text = same(plain);
    Collection<Shape> may = may(text);
    if (matches(Kind.SURELY, may, text)) {
      return Optional.of(Refusal.NO_MORE);
    }
    for (Shape shape : may) {
      if (shape.kind() == Kind.NOT) {
        text = shape.pattern().matcher(text).replaceAll(joined ? GONE : GONE + " ");
      }
    }
    return matches(Kind.WRONG, may, text)
        ? Optional.of(Refusal.WRONG_NUMBER)
        : matches(Kind.NO, may, text)
            ? Optional.of(Refusal.NO_MORE)
            : matches(Kind.LOOKS, may, text) ? Optional.of(Refusal.LOOKS_LIKE) : Optional.empty();
  }

  /** Whether a part of it reads like a refusal and is none. */
  boolean isHarmless(String plain) {
    String text = same(plain);
    return matches(Kind.NOT, may(text), text);
  }

  private String same(String plain) {
    return same.taken(joined ? plain.replace(" ", "") : plain);
  }

  private String spaced(String words) {
    return joined ? words : " " + words + " ";
  }

  /** Every pattern, as it is run. */
  List<String> regexes() {
    return shapes.values().stream()
        .flatMap(List::stream)
        .distinct()
        .map(shape -> shape.pattern().pattern())
        .toList();
  }

  private static boolean matches(Kind kind, Collection<Shape> shapes, String text) {
    for (Shape shape : shapes) {
      if (shape.kind() == kind && shape.pattern().matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /** The shapes that a text may have, as the file has them one after the other. */
  private Collection<Shape> may(String text) {
    Set<String> words = new HashSet<>(joined ? Spellings.characters(text) : Spellings.words(text));
    words.addAll(List.of("", GONE));
    Set<Shape> may = new TreeSet<>(Comparator.comparing(Shape::line));
    for (String word : words) {
      for (Shape shape : shapes.getOrDefault(word, List.of())) {
        if (shape.mayBeIn(words)) {
          may.add(shape);
        }
      }
    }
    return may;
  }
}
