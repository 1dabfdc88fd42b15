package org.heed.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.font.TextLayout;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.heed.chart.Drawing.Box;
import org.heed.chart.Drawing.Label;
import org.heed.chart.Drawing.Line;

/** A drawing on white, twice as sharp as it is meant to be shown. */
final class Png {
  private static final int SHARP = 2;
  private static final int MARGIN = 8;
  private static final Color INK = new Color(0x1c2430);
  private static final double FAINT = 0.18;

  private Png() {}

  static byte[] of(Drawing drawing) throws IOException {
    BufferedImage image = image(Drawing.WIDTH + 2 * MARGIN, drawing.height() + 2 * MARGIN);
    Graphics2D graphics = pen(image, Color.WHITE);
    try {
      graphics.translate(MARGIN, MARGIN);
      lines(graphics, drawing.lines(), INK, FAINT, 1);
      drawing.boxes().forEach(box -> box(graphics, box));
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Drawing.FONT);
      graphics.setPaint(INK);
      drawing.labels().forEach(label -> label(graphics, font, label));
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static BufferedImage image(int width, int height) {
    return new BufferedImage(SHARP * width, SHARP * height, BufferedImage.TYPE_INT_RGB);
  }

  private static Graphics2D pen(BufferedImage image, Color paper) {
    Graphics2D graphics = image.createGraphics();
    graphics.setBackground(paper);
    graphics.clearRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SHARP, SHARP);
    return graphics;
  }

  private static void lines(
      Graphics2D graphics, List<Line> lines, Color colour, double opacity, double width) {
    graphics.setPaint(
        new Color(
            colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity)));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    for (Line line : lines) {
      graphics.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
    }
  }

  private static void box(Graphics2D graphics, Box box) {
    graphics.setPaint(paint(box.series()));
    graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  private static Paint paint(int series) {
    Color colour = Color.decode(Palette.COLOURS.get(series));
    if (Palette.isPlain(series)) {
      return colour;
    }
    BufferedImage tile = image(Palette.TILE, Palette.TILE);
    Graphics2D graphics = pen(tile, colour);
    lines(
        graphics,
        Palette.lines(series),
        Color.decode(Palette.lineColour(series)),
        Palette.LINE_OPACITY,
        Palette.lineWidth(series));
    graphics.dispose();
    return new TexturePaint(tile, new Rectangle2D.Double(0, 0, Palette.TILE, Palette.TILE));
  }

  private static void label(Graphics2D graphics, Font font, Label label) {
    TextLayout text = new TextLayout(label.text(), font, graphics.getFontRenderContext());
    double before =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> text.getAdvance() / 2;
          case END -> text.getAdvance();
        };
    text.draw(graphics, (float) (label.x() - before), (float) label.y());
  }
}
