package org.heed.campaign;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.csv.Header;
import org.heed.csv.RowProblem;
import org.jspecify.annotations.Nullable;

/** Puts values into a text: {@code {{first_name}}}. */
final class Placeholders {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");

  private Placeholders() {}

  /**
   * The text with every placeholder's value in its place.
   *
   * @param column where the text stands, for the reason
   * @param values a column's value; empty: none on this row; null: there is no such column
   */
  static String fill(String column, String text, Function<String, @Nullable String> values)
      throws RowProblem {
    if (!text.contains("{{") && !text.contains("}}")) {
      return text;
    }
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    StringBuilder fixed = new StringBuilder();
    int copied = 0;
    while (places.find()) {
      String value = values.apply(Header.key(places.group(1)));
      if (value == null || value.isEmpty()) {
        throw new RowProblem(
            column,
            places.group(),
            value == null
                ? "no column has the name of this placeholder"
                : "nothing is known to put in the place of this placeholder on this row");
      }
      filled.append(text, copied, places.start()).append(value);
      fixed.append(text, copied, places.start());
      copied = places.end();
    }
    filled.append(text.substring(copied));
    fixed.append(text.substring(copied));
    if (fixed.indexOf("{{") >= 0 || fixed.indexOf("}}") >= 0) {
      throw new RowProblem(
          column, text, "a placeholder is not closed, expected one such as {{first_name}}");
    }
    return filled.toString();
  }
}
