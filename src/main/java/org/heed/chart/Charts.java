package org.heed.chart;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Draws charts. What cannot be drawn is left out: its words tell the same. */
@Component
public class Charts {
  /** How wide a picture is meant to be shown, in pixels of a page. */
  public static final int WIDTH = Drawing.WIDTH;

  private static final Logger log = LoggerFactory.getLogger(Charts.class);

  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * Draws for a page, whose text colour it takes.
   *
   * @param id what the picture's own ids begin with: letters, once in a page
   * @return empty: there is nothing to draw
   */
  public Optional<String> svg(Chart chart, String id) {
    return chart.isEmpty() ? Optional.empty() : Optional.of(Svg.of(chart, id));
  }

  /**
   * Draws for a mail. A machine without fonts throws errors too, and none of them is worth a
   * report.
   *
   * @return empty: there is nothing to draw, or it cannot be drawn here
   */
  public Optional<byte[]> png(Chart chart) {
    try {
      return chart.isEmpty() ? Optional.empty() : Optional.of(painted(chart));
    } catch (IOException | RuntimeException | Error e) {
      if (!said.getAndSet(true)) {
        log.warn(
            "no pictures in mails: they cannot be drawn on this machine, and stand as words ({})",
            e.toString());
        log.debug("what keeps pictures from being drawn", e);
      }
      return Optional.empty();
    }
  }

  /** One drawing as PNG. */
  byte[] painted(Chart chart) throws IOException {
    return Png.of(Plot.of(chart));
  }
}
