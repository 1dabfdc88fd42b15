package org.heed.page;

import java.util.List;

/**
 * A picture above the rows, and its numbers.
 *
 * @param title what it shows
 * @param description the same in words, for who does not see it
 * @param svg the picture itself, an {@code <svg>} element; empty: there is none, and the words
 *     stand
 * @param heads of the columns of its numbers
 * @param rows its numbers; may be none
 */
public record Figure(
    String title, String description, String svg, List<String> heads, List<List<String>> rows) {

  /** A picture without a table of its numbers. */
  public Figure(String title, String description, String svg) {
    this(title, description, svg, List.of(), List.of());
  }

  /** Whether there is a table. */
  public boolean told() {
    return !rows.isEmpty();
  }
}
