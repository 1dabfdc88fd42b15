package org.heed.chart;

/** How wide a text is, about: nobody knows in which font a page will be read. */
final class TextWidth {
  private static final String SLIM = " .,:;'!|()[]fijlrtIJ";
  private static final String WIDE = "mwMW@…";

  /** From here on letters are as wide as the font is high: Chinese, Japanese, Korean, emoji. */
  private static final int IDEOGRAPHS = 0x2e80;

  private TextWidth() {}

  static double of(String text) {
    return text.codePoints().mapToDouble(TextWidth::of).sum();
  }

  private static double of(int letter) {
    return Drawing.FONT * share(letter);
  }

  private static double share(int letter) {
    if (SLIM.indexOf(letter) >= 0) {
      return 0.35;
    }
    if (letter >= IDEOGRAPHS || WIDE.indexOf(letter) >= 0) {
      return 1;
    }
    return Character.isUpperCase(letter) ? 0.74 : 0.63;
  }

  /** The text, or as much of its beginning as is not wider. */
  static String cut(String text, double width) {
    if (of(text) <= width) {
      return text;
    }
    double left = width - of("…");
    int end = 0;
    while (left > of(text.codePointAt(end))) {
      left -= of(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return text.substring(0, end).strip() + "…";
  }
}
