package org.heed.campaign;

import java.util.List;

/**
 * One row as it stands in the file.
 *
 * @param line as a spreadsheet counts, the header is line 1
 * @param cells in the file's order
 */
record Row(long line, List<String> cells) {
  boolean blank() {
    return cells.stream().allMatch(String::isBlank);
  }
}
