package org.heed.words;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
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

  /** Several that stand in one line, such as the heads of a table. */
  public static List<String> list(String key) {
    return List.of(of(key).split("\\|"));
  }
}
