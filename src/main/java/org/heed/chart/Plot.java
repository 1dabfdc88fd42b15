package org.heed.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A chart as Lets-Plot wants to be told of it. */
final class Plot {
  static final int WIDTH = 360;
  static final String INK = "#010203";
  static final String LINE = "#040506";
  static final int LABEL = 12;
  private static final int FONT = 14;
  private static final int OVERHANG = 14;
  private static final int MOST_LABELS = 5;
  private static final int LONGEST = 52;
  private static final int BAR = 40;
  private static final int COLUMNS_HEIGHT = 230;
  private static final int LEGEND = 34;

  private final Chart chart;
  private final int count;

  Plot(Chart chart) {
    this.chart = chart;
    this.count = chart.categories().size();
  }

  int height() {
    return chart.kind() == Chart.Kind.COLUMNS
        ? COLUMNS_HEIGHT
        : count * BAR + 12 + (hasLegend() ? LEGEND : 0);
  }

  private boolean hasLegend() {
    return chart.series().size() > 1;
  }

  private boolean lies() {
    return chart.kind() == Chart.Kind.BARS;
  }

  Map<String, Object> spec() {
    List<Object> layers = new ArrayList<>(List.of(bars()));
    List<Object> scales = new ArrayList<>(List.of(colours(), categories(), numbers()));
    Map<String, Object> spec = map("kind", "plot", "layers", layers, "scales", scales);
    if (lies()) {
      layers.add(labels());
      spec.put("coord", map("name", "flip", "flip", true));
    }
    spec.put("theme", theme());
    spec.put("ggsize", map("width", WIDTH - OVERHANG, "height", height()));
    return spec;
  }

  private Map<String, Object> bars() {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> of = new ArrayList<>();
    for (Chart.Series one : chart.series()) {
      for (int i = 0; i < count; i++) {
        x.add(place(i));
        y.add(one.values().get(i));
        of.add(one.name());
      }
    }
    Map<String, Object> bars =
        map("geom", "bar", "stat", "identity", "position", "stack", "sampling", "none");
    bars.put("data", map("x", x, "y", y, "of", of));
    bars.put("mapping", map("x", "x", "y", "y", "fill", "of"));
    bars.put("size", 0);
    bars.put("width", lies() ? 0.42 : Math.min(0.82, count / 8.0));
    bars.put("show_legend", hasLegend());
    bars.put("tooltips", "none");
    return bars;
  }

  /** Its name and numbers above each bar. */
  private Map<String, Object> labels() {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> text = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      x.add(place(i));
      y.add(0);
      text.add(label(i));
    }
    Map<String, Object> labels = map("geom", "text", "data", map("x", x, "y", y, "text", text));
    labels.put("mapping", map("x", "x", "y", "y", "label", "text"));
    labels.put("hjust", 0.0);
    labels.put("nudge_x", 0.38);
    labels.put("size", 6);
    labels.put("color", INK);
    labels.put("show_legend", false);
    labels.put("sampling", "none");
    return labels;
  }

  private String label(int i) {
    String numbers =
        hasLegend()
            ? chart.series().stream()
                .map(one -> Chart.number(one.values().get(i)) + " " + lower(one.name()))
                .collect(Collectors.joining(", "))
            : Chart.number(chart.series().get(0).values().get(i));
    String name = chart.categories().get(i);
    int most = LONGEST - numbers.length();
    return (name.length() > most ? name.substring(0, Math.max(1, most - 1)).strip() + "…" : name)
        + ": "
        + numbers;
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private Map<String, Object> colours() {
    int series = chart.series().size();
    return map(
        "aesthetic",
        "fill",
        "discrete",
        true,
        "name",
        "",
        "limits",
        list(chart.series().stream().map(Chart.Series::name).toList()),
        "values",
        list(Palette.COLOURS.subList(0, series)));
  }

  private Map<String, Object> categories() {
    int step = (count + MOST_LABELS - 1) / MOST_LABELS;
    List<Object> breaks = new ArrayList<>();
    List<Object> labels = new ArrayList<>();
    // The last one is always told: it is the newest.
    for (int i = count - 1; i >= 0; i -= step) {
      breaks.add(0, place(i));
      labels.add(0, chart.categories().get(i));
    }
    List<Object> limits = new ArrayList<>(IntStream.range(0, count).mapToObj(Plot::place).toList());
    if (lies()) {
      Collections.reverse(limits);
    }
    return map(
        "aesthetic",
        "x",
        "discrete",
        true,
        "name",
        "",
        "limits",
        limits,
        "breaks",
        breaks,
        "labels",
        labels);
  }

  private Map<String, Object> numbers() {
    long most = 1;
    for (int i = 0; i < count; i++) {
      long sum = 0;
      for (Chart.Series one : chart.series()) {
        sum += one.values().get(i);
      }
      most = Math.max(most, sum);
    }
    List<Object> breaks = new ArrayList<>();
    for (long at = 0; at <= most; at += step(most)) {
      breaks.add((double) at);
    }
    return map(
        "aesthetic",
        "y",
        "name",
        "",
        "format",
        ",d",
        "breaks",
        breaks,
        "limits",
        list(List.of(0.0, (double) most)),
        "expand",
        list(List.of(0.0, 0.0)));
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

  private Map<String, Object> theme() {
    Map<String, Object> theme = map("name", "minimal", "legend_position", "top");
    theme.put("text", map("name", "text", "color", INK, "size", FONT, "blank", false));
    theme.put("panel_grid_minor", "blank");
    theme.put("axis_title", "blank");
    theme.put("axis_ticks", "blank");
    theme.put("plot_background", "blank");
    theme.put("legend_background", "blank");
    if (lies()) {
      theme.put("axis_text", "blank");
      theme.put("panel_grid_major", "blank");
    } else {
      theme.put("axis_text_x", map("name", "text", "angle", 0, "blank", false));
      theme.put("panel_grid_major", map("name", "line", "color", LINE, "size", 1, "blank", false));
      theme.put("panel_grid_major_x", "blank");
    }
    return theme;
  }

  private static String place(int i) {
    return "c" + i;
  }

  private static List<Object> list(List<?> values) {
    return new ArrayList<>(values);
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
