package org.heed.consent;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * One shape as a regular expression: words one after the other; {@code (a|b c)} one of these;
 * {@code [a|b]} or none; {@code !(a|b)} none of these next; {@code ..} up to three words; {@code
 * a*} with an ending; {@code <NAME>} one of the words of that name; {@code ^} and {@code $} where
 * the reply begins and ends; {@code ,} and {@code ?} a mark.
 */
final class ShapePattern {
  private final String shape;
  private final Map<String, String> names;
  private final boolean joined;
  private int at;

  ShapePattern(String shape, Map<String, String> names, boolean joined) {
    this.shape = shape;
    this.names = names;
    this.joined = joined;
  }

  Pattern compile() {
    String regex = alternatives('\0');
    return Pattern.compile((joined ? "" : "(?<= )") + "(?:" + regex + ")");
  }

  private String alternatives(char end) {
    StringBuilder regex = new StringBuilder();
    while (at < shape.length() && shape.charAt(at) != end) {
      char next = shape.charAt(at);
      if (next == ' ') {
        at++;
      } else if (next == '|') {
        at++;
        regex.append('|');
      } else {
        regex.append(item(next));
      }
    }
    if (end != '\0' && at == shape.length()) {
      throw new IllegalStateException(shape + ": expected " + end);
    }
    at++;
    return regex.toString();
  }

  private String item(char next) {
    switch (next) {
      case '(' -> {
        at++;
        return "(?:" + alternatives(')') + ")";
      }
      case '[' -> {
        at++;
        return "(?:" + alternatives(']') + ")?";
      }
      case '!' -> {
        at += 2;
        return "(?!" + alternatives(')') + ")";
      }
      case '<' -> {
        int close = shape.indexOf('>', at);
        String name = shape.substring(at + 1, close);
        at = close + 1;
        String meaning = names.get(name);
        if (meaning == null) {
          throw new IllegalStateException(shape + ": " + name + " is no name");
        }
        return "(?:" + new ShapePattern(meaning, names, joined).alternatives('\0') + ")";
      }
      case '^' -> {
        at++;
        return joined ? "^" : "(?<=^ )";
      }
      case '$' -> {
        at++;
        return "$";
      }
      default -> {
        return word();
      }
    }
  }

  private String word() {
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
      return joined ? "[^,?~]{0,6}" : "(?:[^ ,?~]{1,30} ){0,3}";
    }
    String regex = word.replace("?", "\\?").replace("*", joined ? "[^,?~]{0,6}" : "[^ ]{0,9}");
    return joined ? regex : regex + " ";
  }
}
