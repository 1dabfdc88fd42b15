package org.heed.message;

/**
 * How many segments a text takes: 160 characters of the GSM alphabet fit in one, or 70 units of
 * UTF-16 as soon as one character is outside it; 153 or 67 in each of several.
 */
public final class Segments {
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String GSM_ESCAPED = "\f^{}\\[~]|€";

  private Segments() {}

  /** At least 1. */
  public static int count(String text) {
    boolean gsm = text.codePoints().allMatch(c -> width(c, true) > 0);
    int single = gsm ? 160 : 70;
    int each = gsm ? 153 : 67;
    int all = 0;
    int segments = 1;
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      int width = width(c, gsm);
      all += width;
      // Neither an escape sequence nor a surrogate pair is cut in two.
      if (used + width > each) {
        segments++;
        used = 0;
      }
      used += width;
    }
    return all <= single ? 1 : segments;
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
