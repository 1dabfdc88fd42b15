package org.heed.chart;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.chart.Drawing.Anchor;
import org.heed.chart.Drawing.Box;
import org.heed.chart.Drawing.Label;
import org.heed.chart.Drawing.Line;

/** Where each part of a chart is drawn. */
final class Plot {
  private static final int WIDTH = Drawing.WIDTH;
  private static final int GAP = 6;

  /** From a text's middle down to what it stands on. */
  private static final double HALF_LETTER = 4.2;

  private static final int LEGEND = 34;
  private static final int SWATCH = 14;
  private static final int COLUMNS_HEIGHT = 230;
  private static final int BELOW = 24;
  private static final int BESIDE = 20;
  private static final double WIDEST = 50;
  private static final int MOST_LABELS = 5;
  private static final int BAR_PITCH = 40;
  private static final int NAME = 18;
  private static final int BAR = 16;

  private final Chart chart;
  private final int count;
  private final long most;
  private final int top;
  private final List<Line> lines = new ArrayList<>();
  private final List<Box> boxes = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  private Plot(Chart chart) {
    this.chart = chart;
    this.count = chart.categories().size();
    this.most = IntStream.range(0, count).mapToLong(chart::sum).max().orElse(0);
    this.top = isSingle() ? GAP : LEGEND;
  }

  static Drawing of(Chart chart) {
    Plot plot = new Plot(chart);
    plot.legend();
    return new Drawing(
        chart.kind() == Chart.Kind.BARS ? plot.bars() : plot.columns(),
        plot.lines,
        plot.boxes,
        plot.labels);
  }

  private boolean isSingle() {
    return chart.series().size() == 1;
  }

  private void legend() {
    double x = 0;
    for (int i = 0; i < chart.series().size() && !isSingle(); i++) {
      String name = chart.series().get(i).name();
      boxes.add(new Box(x, 2, SWATCH, SWATCH, i));
      x += SWATCH + GAP;
      labels.add(new Label(x, 2 + SWATCH / 2.0 + HALF_LETTER, Anchor.START, name));
      x += TextWidth.of(name) + 2 * GAP;
    }
  }

  /** Upright; returns the height of all. */
  private int columns() {
    int bottom = COLUMNS_HEIGHT - BELOW;
    double one = (bottom - top) / (double) most;
    double left = numbers(bottom, one);
    double pitch = (WIDTH - BESIDE - left) / count;
    double width = Math.min(0.82 * pitch, WIDEST);
    int step = (count + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < count; i++) {
      double middle = left + pitch * (i + 0.5);
      double y = bottom;
      for (int of = 0; of < chart.series().size(); of++) {
        double height = one * value(i, of);
        y -= height;
        box(middle - width / 2, y, width, height, of);
      }
      // The last one is always told: it is the newest.
      if ((count - 1 - i) % step == 0) {
        String name = chart.categories().get(i);
        labels.add(new Label(middle, COLUMNS_HEIGHT - GAP, Anchor.MIDDLE, name));
      }
    }
    return COLUMNS_HEIGHT;
  }

  /** The lines that columns are measured by; returns where the columns begin. */
  private double numbers(int bottom, double one) {
    long step = step(most);
    double left = TextWidth.of(Chart.number(most / step * step)) + GAP;
    for (long at = 0; at <= most; at += step) {
      double y = bottom - one * at;
      lines.add(new Line(left, y, WIDTH - BESIDE, y));
      labels.add(new Label(left - GAP, y + HALF_LETTER, Anchor.END, Chart.number(at)));
    }
    return left;
  }

  /** Lying, each under its name and its numbers; returns the height of all. */
  private int bars() {
    double one = (WIDTH - 1) / (double) most;
    for (int i = 0; i < count; i++) {
      int y = top + i * BAR_PITCH;
      labels.add(new Label(0, y + NAME - GAP, Anchor.START, label(i)));
      lines.add(new Line(0.5, y + NAME, 0.5, y + NAME + BAR));
      double x = 1;
      for (int of = 0; of < chart.series().size(); of++) {
        double width = one * value(i, of);
        box(x, y + NAME, width, BAR, of);
        x += width;
      }
    }
    return top + count * BAR_PITCH;
  }

  private long value(int category, int series) {
    return chart.series().get(series).values().get(category);
  }

  private void box(double x, double y, double width, double height, int series) {
    if (width > 0 && height > 0) {
      boxes.add(new Box(x, y, width, height, series));
    }
  }

  private String label(int i) {
    String numbers =
        ": "
            + (isSingle()
                ? Chart.number(value(i, 0))
                : chart.series().stream()
                    .map(one -> Chart.number(one.values().get(i)) + " " + lower(one.name()))
                    .collect(Collectors.joining(", ")));
    String name = chart.categories().get(i);
    return isolated(TextWidth.cut(name, WIDTH - TextWidth.of(numbers))) + numbers;
  }

  /** A name that is read from the right must not turn the numbers after it. */
  private static String isolated(String name) {
    return Bidi.requiresBidi(name.toCharArray(), 0, name.length())
        ? "\u2068" + name + "\u2069"
        : name;
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** 1, 2 or 5 and noughts, so that there are at most six lines. */
  static long step(long most) {
    for (long step = 1; ; step *= 10) {
      for (int times : new int[] {1, 2, 5}) {
        if (most / (step * times) <= 5) {
          return step * times;
        }
      }
    }
  }
}
