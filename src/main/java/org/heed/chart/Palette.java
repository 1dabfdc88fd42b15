package org.heed.chart;

import java.util.List;

/**
 * The colours of series: those of Okabe and Ito that stand out on white and on dark paper alike.
 * Each has a pattern too, for who sees no colour.
 */
final class Palette {
  static final List<String> COLOURS = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7");
  static final int SIZE = COLOURS.size();

  /** Lines upon a tile of 8 by 8. */
  private static final List<String> LINES =
      List.of("", "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", "M0 2H8M0 6H8", "M1 2H3M5 6H7");

  /** Lines are lighter than a dark colour and darker than a light one, so that both stand out. */
  private static final List<String> LINE_COLOURS = List.of("", "#ffffff", "#ffffff", "#000000");

  private Palette() {}

  static boolean isPlain(int series) {
    return LINES.get(series).isEmpty();
  }

  static String lines(int series) {
    return LINES.get(series);
  }

  static String lineColour(int series) {
    return LINE_COLOURS.get(series);
  }
}
