package org.heed.chart;

import java.util.List;
import java.util.Locale;

/**
 * What is drawn and where, in pixels of a page.
 *
 * @param labels upon boxes, and boxes upon lines
 */
record Drawing(int height, List<Line> lines, List<Box> boxes, List<Label> labels) {
  static final int WIDTH = 360;
  static final int FONT = 12;

  /** Which point of a text is told. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Line(double x1, double y1, double x2, double y2) {
    Line {
      x1 = rounded(x1);
      y1 = rounded(y1);
      x2 = rounded(x2);
      y2 = rounded(y2);
    }
  }

  /** In the colour and the pattern of a series. */
  record Box(double x, double y, double width, double height, int series) {
    Box {
      x = rounded(x);
      y = rounded(y);
      width = rounded(width);
      height = rounded(height);
    }
  }

  /**
   * A text.
   *
   * @param y of what it stands on
   */
  record Label(double x, double y, Anchor anchor, String text) {
    Label {
      x = rounded(x);
      y = rounded(y);
    }
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * 10) / 10.0;
  }
}
