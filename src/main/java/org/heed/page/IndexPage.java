package org.heed.page;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A page that leads to others: a table, and lists of links below it.
 *
 * @param asOf when it was made
 * @param zone of every time in it
 * @param rows of the table
 * @param none what stands there when it has no rows
 * @param shelves lists of files
 */
public record IndexPage(
    String title,
    Instant asOf,
    ZoneId zone,
    String tableTitle,
    List<Row> rows,
    String none,
    List<Shelf> shelves) {

  /**
   * A row of the table.
   *
   * @param link to a page of its own; empty: there is none
   * @param note what stands below its name
   */
  public record Row(String name, String link, String note, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param head what its column is called
   * @param look {@code number} or {@code text}
   * @param note what stands below it; empty: nothing
   */
  public record Cell(String head, String text, String look, String note) {
    /** Whether it says nothing. */
    public boolean bare() {
      return text.isEmpty();
    }
  }

  /** A list of files, by month. */
  public record Shelf(String title, List<Month> months) {}

  /**
   * A month's files.
   *
   * @param open whether they are shown at once
   */
  public record Month(String name, boolean open, List<Item> items) {}

  /** One file in its formats, or with what stands beside it. */
  public record Item(String name, String when, List<Link> links) {}

  /**
   * A link.
   *
   * @param to a relative address
   * @param of what it belongs to, for who hears the links alone
   */
  public record Link(String text, String to, String of) {}

  /** The names of the table's columns. */
  public List<Cell> heads() {
    return rows.isEmpty() ? List.of() : rows.get(0).cells();
  }

  /** Writes it. */
  public void write(OutputStream out) throws IOException {
    PageParts.write("index", this, asOf, zone, out);
  }
}
