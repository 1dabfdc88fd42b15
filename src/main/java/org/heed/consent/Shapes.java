package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shapes that a refusal takes in one language, as its file beside this class's resources says
 * (L3; the file of English explains the form). Every repetition in a pattern has a bound, so that
 * the time a reply takes grows with its length and no faster.
 */
final class Shapes {
  private enum Kind {
    /** Says no whatever else a reply says. */
    SURELY,
    /** Reads like a refusal and is none: not looked at any more. */
    NOT,
    WRONG,
    NO,
    /** May be one: for a person to look at. */
    LOOKS
  }

  private final Map<Kind, List<Pattern>> patterns = new EnumMap<>(Kind.class);
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Map<String, String> same = new LinkedHashMap<>();
  private boolean joined;

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
      case "joined" -> joined = true;
      case "words" -> {
        int equals = rest.indexOf('=');
        words.put(rest.substring(0, equals).strip(), rest.substring(equals + 1).strip());
      }
      case "letters" -> {
        int[] letters = rest.substring(0, rest.indexOf('=')).strip().codePoints().toArray();
        int[] taken = rest.substring(rest.indexOf('=') + 1).strip().codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
          same.put(Character.toString(letters[i]), Character.toString(taken[i]));
        }
      }
      case "same" -> {
        int equals = rest.indexOf('=');
        for (String one : rest.substring(0, equals).split(",", -1)) {
          same.put(" " + one.strip() + " ", " " + rest.substring(equals + 1).strip() + " ");
        }
      }
      default ->
          patterns
              .computeIfAbsent(
                  Kind.valueOf(what.toUpperCase(Locale.ROOT)), kind -> new ArrayList<>())
              .add(new ShapePattern(rest, words, joined).compile());
    }
  }

  /**
   * What a reply says; empty: nothing of this language.
   *
   * @param plain as {@link PlainText} has it
   */
  Optional<Refusal> read(String plain) {
    String text = same(plain);
    if (matches(Kind.SURELY, text)) {
      return Optional.of(Refusal.NO_MORE);
    }
    for (Pattern harmless : of(Kind.NOT)) {
      text = harmless.matcher(text).replaceAll(joined ? "~" : "~ ");
    }
    return matches(Kind.WRONG, text)
        ? Optional.of(Refusal.WRONG_NUMBER)
        : matches(Kind.NO, text)
            ? Optional.of(Refusal.NO_MORE)
            : matches(Kind.LOOKS, text) ? Optional.of(Refusal.LOOKS_LIKE) : Optional.empty();
  }

  /** Whether a part of it reads like a refusal and is none. */
  boolean isHarmless(String plain) {
    return matches(Kind.NOT, same(plain));
  }

  private String same(String plain) {
    String text = joined ? plain.replace(" ", "") : plain;
    for (Map.Entry<String, String> one : same.entrySet()) {
      text =
          joined
              ? text.replace(one.getKey().strip(), one.getValue().strip())
              : text.replace(one.getKey(), one.getValue());
    }
    return text;
  }

  /** Every pattern, as it is run. */
  List<String> regexes() {
    return patterns.values().stream().flatMap(List::stream).map(Pattern::pattern).toList();
  }

  private boolean matches(Kind kind, String text) {
    return of(kind).stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  private List<Pattern> of(Kind kind) {
    return patterns.getOrDefault(kind, List.of());
  }
}
