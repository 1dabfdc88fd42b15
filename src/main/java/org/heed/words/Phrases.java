package org.heed.words;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people read, by key, from {@code org/heed/words/Phrases.properties}: one place for the
 * words, so that another language is another file beside it.
 */
public final class Phrases {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle(Phrases.class.getName(), Locale.ENGLISH);

  private Phrases() {}

  /**
   * The phrase with its values.
   *
   * @param values texts as people read them; a number where the phrase counts
   * @throws java.util.MissingResourceException when there is no such phrase
   */
  public static String of(String key, @Nullable Object... values) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(values);
  }

  /**
   * All whose keys begin so, by the rest of their keys, with their places as {@code {0}}: what a
   * page fills itself.
   */
  public static Map<String, String> under(String prefix) {
    return BUNDLE.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(
            Collectors.toMap(
                key -> key.substring(prefix.length()),
                key -> BUNDLE.getString(key).replace("''", "'"),
                (one, other) -> one,
                TreeMap::new));
  }

  /** Several that stand in one line, such as the heads of a table. */
  public static List<String> list(String key) {
    return List.of(of(key).split("\\|"));
  }
}
