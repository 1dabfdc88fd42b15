package org.heed.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Draws charts. What cannot be drawn is left out: its words tell the same. */
@Component
public class Charts {
  /** How wide a picture is meant to be shown, in pixels of a page. */
  public static final int WIDTH = Plot.WIDTH;

  private static final Logger log = LoggerFactory.getLogger(Charts.class);
  private static final int SHARP = 2;
  private static final int MARGIN = 8;
  private static final String INK = "#1c2430";

  private final AtomicBoolean said = new AtomicBoolean();

  /** Something that may not work on this machine. */
  private interface Drawing<T> {
    T draw() throws Exception;
  }

  /**
   * Draws for a page, whose text colour it takes.
   *
   * @param id what the picture's own ids begin with: letters, once in a page
   * @return empty: there is nothing to draw, or it cannot be drawn here
   */
  public Optional<String> svg(Chart chart, String id) {
    return chart.isEmpty() ? Optional.empty() : tried(() -> drawn(chart, id));
  }

  /**
   * Draws for a mail, on white, twice as sharp as it is meant to be shown.
   *
   * @return empty: there is nothing to draw, or it cannot be drawn here
   */
  public Optional<byte[]> png(Chart chart) {
    return chart.isEmpty() ? Optional.empty() : tried(() -> painted(drawn(chart, "chart")));
  }

  /** One drawing as SVG. */
  String drawn(Chart chart, String id) throws Exception {
    Plot plot = new Plot(chart);
    return Svg.of(
        PlotSvgExport.INSTANCE.buildSvgImageFromRawSpecs(plot.spec(), null, true),
        chart,
        id,
        plot.height());
  }

  private static byte[] painted(String svg) throws Exception {
    byte[] source =
        svg.replace("currentColor", INK)
            .replace(Svg.FONT, "SansSerif")
            .getBytes(StandardCharsets.UTF_8);
    SVGDocument document =
        new SVGLoader().load(new ByteArrayInputStream(source), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalStateException("the drawing cannot be read");
    }
    int height = Math.round(document.viewBox().height);
    BufferedImage image =
        new BufferedImage(
            SHARP * (WIDTH + 2 * MARGIN),
            SHARP * (height + 2 * MARGIN),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.translate(SHARP * MARGIN, SHARP * MARGIN);
      document.render(null, graphics, new ViewBox(SHARP * WIDTH, SHARP * height));
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  /** A machine without fonts throws errors too, and none of them is worth a report. */
  private <T> Optional<T> tried(Drawing<T> drawing) {
    try {
      return Optional.of(drawing.draw());
    } catch (Exception | LinkageError e) {
      if (!said.getAndSet(true)) {
        log.warn(
            "no pictures: they cannot be drawn on this machine, and stand as words ({})",
            e.toString());
        log.debug("what keeps pictures from being drawn", e);
      }
      return Optional.empty();
    }
  }
}
