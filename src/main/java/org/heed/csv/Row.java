package org.heed.csv;

import java.util.List;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * One row as it stands in the file.
 *
 * @param line as a spreadsheet counts: a row with line breaks in its texts is one line
 * @param cells in the file's order; empty when the row cannot be told apart into cells
 * @param problem why it cannot; null: it can
 */
public record Row(long line, List<String> cells, @Nullable RowProblem problem) {
  static final int LONGEST = 32_000;
  private static final int MOST_CELLS = 5_000;

  /** A row that is refused where it is too long or too wide. */
  static Row sized(long line, List<String> cells) {
    long length = cells.stream().mapToLong(String::length).sum();
    if (length > LONGEST) {
      return broken(line, Phrases.of("row.long.all", length, LONGEST));
    }
    int filled = cells.size();
    while (filled > MOST_CELLS && Header.trim(cells.get(filled - 1)).isEmpty()) {
      filled--;
    }
    return filled > MOST_CELLS
        ? broken(line, Phrases.of("row.many.cells", filled, MOST_CELLS))
        : new Row(line, cells.subList(0, filled), null);
  }

  static Row broken(long line, String reason) {
    return new Row(line, List.of(), new RowProblem("", "", reason));
  }

  public boolean blank() {
    return problem == null && cells.stream().allMatch(cell -> Header.trim(cell).isEmpty());
  }

  /** How many cells say something. */
  long filled() {
    return cells.stream().filter(cell -> !Header.trim(cell).isEmpty()).count();
  }
}
