package org.heed.consent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One shape as a regular expression: words one after the other; {@code (a|b c)} one of these;
 * {@code [a|b]} or none; {@code !(a|b)} none of these next; {@code ..} up to three words; {@code
 * a*} with an ending; {@code <NAME>} one of the words of that name; {@code ^} and {@code $} where
 * the reply begins and ends; {@code ,} and {@code ?} a mark.
 */
final class ShapePattern {
  private static final Comparator<Set<String>> FEWEST_FIRST = Comparator.comparing(Set::size);

  private final String shape;
  private final Map<String, String> names;
  private final boolean joined;
  private int at;

  ShapePattern(String shape, Map<String, String> names, boolean joined) {
    this.shape = shape;
    this.names = names;
    this.joined = joined;
  }

  Shape compile(Shape.Kind kind, int line) {
    Part whole = alternatives('\0');
    return new Shape(
        kind,
        line,
        Pattern.compile((joined ? "" : "(?<= )") + "(?:" + whole.regex() + ")"),
        whole.needs().stream().sorted(FEWEST_FIRST).toList());
  }

  /** What matches, and of which words it has one each. */
  private record Part(String regex, List<Set<String>> needs) {
    static Part any(String regex) {
      return new Part(regex, List.of());
    }

    Part then(Part next) {
      return new Part(
          regex + next.regex, Stream.concat(needs.stream(), next.needs.stream()).toList());
    }

    /** Of either the words of which there are fewest. */
    Part or(Part other) {
      List<Set<String>> either =
          needs.isEmpty() || other.needs.isEmpty()
              ? List.of()
              : List.of(
                  Stream.of(fewest(), other.fewest())
                      .flatMap(Set::stream)
                      .collect(Collectors.toSet()));
      return new Part(regex + "|" + other.regex, either);
    }

    private Set<String> fewest() {
      return Collections.min(needs, FEWEST_FIRST);
    }

    Part in(String open, String close) {
      return new Part(open + regex + close, needs);
    }
  }

  private Part alternatives(char end) {
    List<Part> parts = new ArrayList<>();
    Part part = Part.any("");
    while (at < shape.length() && shape.charAt(at) != end) {
      char next = shape.charAt(at);
      if (next == ' ') {
        at++;
      } else if (next == '|') {
        at++;
        parts.add(part);
        part = Part.any("");
      } else {
        part = part.then(item(next));
      }
    }
    if (end != '\0' && at == shape.length()) {
      throw new IllegalStateException(shape + ": expected " + end);
    }
    at++;
    parts.add(part);
    return parts.stream().reduce(Part::or).orElseThrow();
  }

  private Part item(char next) {
    switch (next) {
      case '(' -> {
        at++;
        return alternatives(')').in("(?:", ")");
      }
      case '[' -> {
        at++;
        return Part.any("(?:" + alternatives(']').regex() + ")?");
      }
      case '!' -> {
        at += 2;
        return Part.any("(?!" + alternatives(')').regex() + ")");
      }
      case '<' -> {
        int close = shape.indexOf('>', at);
        String name = shape.substring(at + 1, close);
        at = close + 1;
        String meaning = names.get(name);
        if (meaning == null) {
          throw new IllegalStateException(shape + ": " + name + " is no name");
        }
        return new ShapePattern(meaning, names, joined).alternatives('\0').in("(?:", ")");
      }
      case '^' -> {
        at++;
        return Part.any(joined ? "^" : "(?<=^ )");
      }
      case '$' -> {
        at++;
        return Part.any("$");
      }
      default -> {
        return word();
      }
    }
  }

  private Part word() {
    int from = at;
    while (at < shape.length() && " |()[]<>!".indexOf(shape.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw new IllegalStateException(shape + ": nothing opens what closes at " + at);
    }
    String word = shape.substring(from, at);
    if (word.length() > 1 && word.indexOf('?') >= 0) {
      throw new IllegalStateException(shape + ": a question mark stands by itself, found " + word);
    }
    if (word.equals("..")) {
      return Part.any(joined ? "[^,?~]{0,6}" : "(?:[^ ,?~]{1,30} ){0,3}");
    }
    String regex = word.replace("?", "\\?").replace("*", joined ? "[^,?~]{0,6}" : "[^ ]{0,9}");
    return new Part(joined ? regex : regex + " ", needs(word));
  }

  /** Where words are joined, letters. What is no letter may stand for anything. */
  private List<Set<String>> needs(String word) {
    if (joined) {
      return word.codePoints()
          .filter(Character::isLetterOrDigit)
          .mapToObj(letter -> Set.of(Character.toString(letter)))
          .toList();
    }
    return word.codePoints().allMatch(Character::isLetterOrDigit)
        ? List.of(Set.of(word))
        : List.of();
  }
}
