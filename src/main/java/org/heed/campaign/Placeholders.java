package org.heed.campaign;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.csv.CellText;
import org.heed.csv.Header;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** Puts values into a text: {@code {{first_name}}}. */
final class Placeholders {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");

  /** As other systems write them, the longer marks first. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "\\*\\|([^|{}]{1,60})\\|\\*|<<([^<>]{1,60})>>|\u00AB([^\u00AB\u00BB]{1,60})\u00BB|\\(\\(([^()]{1,60})\\)\\)"
              + "|\\[\\[([^\\[\\]]{1,60})\\]\\]|%%([^%]{1,60})%%|\\$?\\{([^{}]{1,60})\\}|<([^<>]{1,60})>|\\[([^\\[\\]]{1,60})\\]|%([\\p{L}\\p{N}_."
              + " -]{1,60})%|##?([\\p{L}\\p{N}_]{1,60})#|@([\\p{L}\\p{N}_."
              + " -]{1,60})@|\\$(\\p{L}[\\p{L}_]{2,59})|\\|(\\p{L}[\\p{L}_"
              + " ]{1,58}\\p{L})\\||~(\\p{L}[\\p{L}_ ]{1,58}\\p{L})~|__(\\p{L}[\\p{L}_"
              + " ]{1,58}?\\p{L})__|(?<!\\S)[:-](\\p{L}+_[\\p{L}_]*\\p{L})\\b-?");

  /** {@code !Contact.FirstName}, {@code MERGEFIELD First_Name}, {@code FIRST_NAME:there}. */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)\\s*(?:[!$]?\\p{L}+\\.|mergefield |(?:student|your|recipient|user)(?:['\u2019]?s)?"
              + " )?([^|:.]+?)\\s*(?:[|:].*)?");

  private static final String NAME =
      "(?i:(?:(?:full|student(?:['\u2019]s)?|recipient|your)[_ -]?)?name)";

  /** {@code [INSERT DATE]}, {@code [link]}: what somebody was to write. */
  private static final String TO_WRITE =
      "(?i:(?:insert|enter|your|add|put)\\b[^\\[\\]{}<>]{0,40}|link|url|date|time|location|room|amount"
          + "|deadline|tbd|todo|x{2,})";

  /** {@code %s}, {@code {0}}, {@code [NAME]}: whatever is called so, nothing was put there. */
  private static final Pattern UNFILLED =
      Pattern.compile(
          "(?<!\\S)(?:(?:%(?:1\\$)?s|\\{0\\})(?![\\p{L}\\p{N}%])|\\[\\[?"
              + NAME
              + "\\]\\]?|\\{"
              + NAME
              + "\\}|<<?"
              + NAME
              + ">>?|([%@#])"
              + NAME
              + "\\1)|\\["
              + TO_WRITE
              + "\\]|\\{"
              + TO_WRITE
              + "\\}|\\b(?:[FL]_?NAME|(?:FIRST|LAST|FULL)_?NAME|(?:first|last|full)_name)\\b"
              + "|(?i:\\b(?:dear|hi|hello|hey|hola)\\s+(?:null|undefined|none|nan|n/a)\\b)",
          Pattern.DOTALL);

  private Placeholders() {}

  /**
   * The text with every placeholder's value in its place.
   *
   * @param column where the text stands, for the reason
   * @param meant the column or known value that a name means; null: none
   * @param values a column's value; empty: none on this row; null: there is no such column
   */
  static String fill(
      String column,
      String text,
      Function<String, @Nullable String> meant,
      Function<String, @Nullable String> values)
      throws RowProblem {
    if (!text.contains("{{") && !text.contains("}}")) {
      refuseOthers(column, text, meant);
      return text;
    }
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    StringBuilder fixed = new StringBuilder();
    int copied = 0;
    while (places.find()) {
      String known = meant.apply(places.group(1));
      boolean three =
          text.startsWith("{", places.start() - 1) && text.startsWith("}", places.end());
      if (three && known != null) {
        throw other(column, "{" + places.group() + "}", known);
      }
      filled.append(text, copied, places.start()).append(value(column, places, values));
      fixed.append(text, copied, places.start());
      copied = places.end();
    }
    filled.append(text.substring(copied));
    fixed.append(text.substring(copied));
    if (fixed.indexOf("{{") >= 0 || fixed.indexOf("}}") >= 0) {
      throw new RowProblem(column, text, Phrases.of("row.placeholder.open", "{{first_name}}"));
    }
    refuseOthers(column, fixed.toString(), meant);
    return filled.toString();
  }

  private static String value(
      String column, Matcher place, Function<String, @Nullable String> values) throws RowProblem {
    String value = values.apply(Header.key(place.group(1)));
    if (value == null || value.isEmpty()) {
      throw new RowProblem(
          column,
          place.group(),
          Phrases.of(
              value == null ? "row.placeholder.no.column" : "row.placeholder.empty",
              place.group()));
    }
    if (CellText.isLost(value)) {
      throw new RowProblem(
          column,
          place.group(),
          Phrases.of("row.placeholder.lost", place.group(), Words.begin(value, 30)));
    }
    return value;
  }

  /** A text is not sent with another system's placeholder in it, where its name is one of ours. */
  private static void refuseOthers(
      String column, String fixed, Function<String, @Nullable String> meant) throws RowProblem {
    Matcher others = OTHERS.matcher(fixed);
    for (int from = 0; others.find(from); from = others.start() + 1) {
      String name = "";
      for (int group = 1; group <= others.groupCount(); group++) {
        name = others.group(group) == null ? name : others.group(group);
      }
      String known = meant.apply(name);
      Matcher field = FIELD.matcher(name);
      if (known == null && field.matches()) {
        known = meant.apply(field.group(1));
      }
      if (known != null) {
        throw other(column, others.group(), known);
      }
    }
    Matcher unfilled = UNFILLED.matcher(fixed);
    if (unfilled.find()) {
      throw new RowProblem(
          column,
          unfilled.group(),
          Phrases.of("row.placeholder.unfilled", unfilled.group(), "{{first_name}}"));
    }
  }

  private static RowProblem other(String column, String found, String known) {
    return new RowProblem(
        column, found, Phrases.of("row.placeholder.other", found, "{{" + known + "}}"));
  }
}
