package org.heed.page;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A page of figures in sections, to be read, printed and filed.
 *
 * @param asOf when it was made
 * @param zone of every time in it
 * @param facts what it is about
 * @param closing what is said below all sections
 */
public record Statement(
    String title,
    Instant asOf,
    ZoneId zone,
    List<Line> facts,
    List<Section> sections,
    String closing) {

  /** Figures that belong together. */
  public record Section(String title, List<Line> lines) {}

  /**
   * One figure.
   *
   * @param note what has to be said beside it; empty: nothing
   */
  public record Line(String name, String value, String note) {}

  /** Writes it. */
  public void write(OutputStream out) throws IOException {
    PageParts.write("statement", this, asOf, zone, out);
  }
}
