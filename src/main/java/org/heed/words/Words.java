package org.heed.words;

import java.util.Locale;

/** Counts and texts as people read them. */
public final class Words {
  private Words() {}

  /** {@code 1,200}. */
  public static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** {@code 1,200 messages}, {@code 1 message}; the noun is a regular one. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Its beginning, so many characters of UTF-16 at most; none is cut in two. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Its beginning as {@link #cut}, with three dots behind it if that is not all. */
  public static String begin(String text, int most) {
    String cut = cut(text, most);
    return cut.length() == text.length() ? text : cut + "...";
  }

  /** The same on one line. */
  public static String line(String text, int most) {
    return begin(text.replaceAll("\\s+", " ").strip(), most);
  }
}
