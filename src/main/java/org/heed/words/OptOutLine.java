package org.heed.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a first text ends (R8). */
public final class OptOutLine {
  private OptOutLine() {}

  /**
   * The text as it is sent.
   *
   * @param body the message
   * @param line how to stop; null: not said
   */
  public static String body(String body, @Nullable String line) {
    if (line == null || body.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT))) {
      return body;
    }
    return body.stripTrailing() + "\n" + line;
  }
}
