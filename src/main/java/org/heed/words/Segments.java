package org.heed.words;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many segments a text takes: 160 characters of the GSM alphabet fit in one, or 70 units of
 * UTF-16 as soon as one character is outside it; 153 or 67 in each of several.
 */
public final class Segments {
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String GSM_ESCAPED = "\f^{}\\[~]|€";

  private static final Pattern UNIT = Pattern.compile("(?s).");
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Segments() {}

  /** At least 1. */
  public static int count(String text) {
    boolean gsm = text.codePoints().allMatch(c -> width(c, true) > 0);
    int single = gsm ? 160 : 70;
    int each = gsm ? 153 : 67;
    int all = text.codePoints().map(c -> width(c, gsm)).sum();
    if (all <= single) {
      return 1;
    }
    int segments = 1;
    int used = 0;
    Matcher graphemes = (gsm ? UNIT : GRAPHEME).matcher(text);
    while (graphemes.find()) {
      int width = graphemes.group().codePoints().map(c -> width(c, gsm)).sum();
      // What is seen as one character is not cut in two, unless it is longer than a segment.
      if (used + width > each) {
        segments++;
        used = 0;
      }
      for (used += width; used > each; used -= each) {
        segments++;
      }
    }
    return segments;
  }

  /** The same with a plain letter in the place of each character outside the GSM alphabet. */
  public static int ofPlain(String text) {
    return count(
        text.codePoints()
            .map(c -> width(c, true) == 0 ? 'x' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString());
  }

  /** The characters outside the GSM alphabet, each once, as they come; none: it is GSM-7. */
  public static int[] outsideGsm(String text) {
    return text.codePoints().filter(c -> width(c, true) == 0).distinct().toArray();
  }

  private static int width(int c, boolean gsm) {
    if (!gsm) {
      return Character.charCount(c);
    }
    return GSM.indexOf(c) >= 0 ? 1 : GSM_ESCAPED.indexOf(c) >= 0 ? 2 : 0;
  }
}
