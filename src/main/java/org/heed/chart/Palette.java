package org.heed.chart;

import java.util.List;
import org.heed.chart.Drawing.Line;

/**
 * The colours of series: those of Okabe and Ito that stand out on white and on dark paper alike.
 * Each has a pattern too, for who sees no colour.
 */
final class Palette {
  static final List<String> COLOURS = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7");
  static final int SIZE = COLOURS.size();

  /** The width and height of what a pattern repeats. */
  static final int TILE = 8;

  private static final List<List<Line>> LINES =
      List.of(
          List.of(),
          List.of(new Line(-2, 10, 10, -2), new Line(-2, 2, 2, -2), new Line(6, 10, 10, 6)),
          List.of(new Line(0, 2, 8, 2), new Line(0, 6, 8, 6)),
          List.of(new Line(1, 2, 3, 2), new Line(5, 6, 7, 6)));

  /** Lines are lighter than a dark colour and darker than a light one, so that both stand out. */
  private static final List<String> LINE_COLOURS =
      List.of("#ffffff", "#ffffff", "#ffffff", "#000000");

  static final double LINE_OPACITY = 0.75;

  private Palette() {}

  static boolean isPlain(int series) {
    return lines(series).isEmpty();
  }

  /** Lines upon each tile of the colour. */
  static List<Line> lines(int series) {
    return LINES.get(series);
  }

  static String lineColour(int series) {
    return LINE_COLOURS.get(series);
  }

  static double lineWidth(int series) {
    return series == 3 ? 2 : 1.2;
  }
}
