package org.heed.csv;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One way to read a file as rows. */
interface Source {
  /**
   * Its rows from the first line on.
   *
   * @param exact the places of columns whose dates are to be read exactly, however they are shown
   */
  Rows open(Set<Integer> exact) throws IOException, UnreadableFile;

  /** What else of the file has rows and is not read, as people call it. */
  default List<String> unread() throws IOException {
    return List.of();
  }
}
