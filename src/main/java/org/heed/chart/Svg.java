package org.heed.chart;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.heed.chart.Drawing.Line;

/**
 * A drawing for any page: it has a name and words, no styles of its own, no background, and the
 * page's colour for its text.
 */
final class Svg {
  private static final Template TEMPLATE = template();

  private Svg() {}

  /** A box, and what fills it. */
  private record Filled(Drawing.Box box, String fill) {}

  /** What the boxes of a series are filled with, unless it is one colour. */
  private record Pattern(
      int series, String colour, String lineColour, double lineWidth, List<Line> lines) {}

  /**
   * The drawing.
   *
   * @param id what its own ids begin with
   */
  static String of(Chart chart, String id) {
    Drawing drawing = Plot.of(chart);
    return TEMPLATE.execute(
        Map.of(
            "id",
            id,
            "chart",
            chart,
            "width",
            Drawing.WIDTH,
            "font",
            Drawing.FONT,
            "tile",
            Palette.TILE,
            "opacity",
            Palette.LINE_OPACITY,
            "drawing",
            drawing,
            "boxes",
            drawing.boxes().stream().map(box -> new Filled(box, fill(box, id))).toList(),
            "patterns",
            IntStream.range(0, chart.series().size())
                .filter(series -> !Palette.isPlain(series))
                .mapToObj(Svg::pattern)
                .toList()));
  }

  private static String fill(Drawing.Box box, String id) {
    return Palette.isPlain(box.series())
        ? Palette.COLOURS.get(box.series())
        : "url(#" + id + "-p" + box.series() + ")";
  }

  private static Pattern pattern(int series) {
    return new Pattern(
        series,
        Palette.COLOURS.get(series),
        Palette.lineColour(series),
        Palette.lineWidth(series),
        Palette.lines(series));
  }

  private static Template template() {
    try (InputStream file =
        Objects.requireNonNull(Svg.class.getResourceAsStream("chart.mustache"))) {
      return Mustache.compiler()
          .escapeHTML(true)
          .compile(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
