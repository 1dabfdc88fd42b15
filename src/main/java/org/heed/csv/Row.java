package org.heed.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as it stands in the file.
 *
 * @param line as a spreadsheet counts: a row with line breaks in its texts is one line
 * @param cells in the file's order; empty when the row cannot be told apart into cells
 * @param problem why it cannot; null: it can
 */
public record Row(long line, List<String> cells, @Nullable RowProblem problem) {
  public boolean blank() {
    return problem == null && cells.stream().allMatch(cell -> Header.trim(cell).isEmpty());
  }

  /** How many cells say something. */
  long filled() {
    return cells.stream().filter(cell -> !Header.trim(cell).isEmpty()).count();
  }
}
