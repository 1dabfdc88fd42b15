package org.heed.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a first text ends (R8). */
public final class OptOutLine {
  private OptOutLine() {}

  /**
   * Reads {@code heed.delivery.opt-out-line}.
   *
   * @param text as configured
   * @return the line; null: not said ({@code false}, {@code off}, empty)
   */
  public static @Nullable String parse(String text) {
    String line = text.strip();
    return switch (line.toLowerCase(Locale.ROOT)) {
      case "", "false", "off", "no" -> null;
      default -> line;
    };
  }

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
