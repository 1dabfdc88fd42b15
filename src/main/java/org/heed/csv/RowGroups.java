package org.heed.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads a whole file's rows in groups, blank ones left out. */
public final class RowGroups {
  /** So many rows go through one transaction. */
  public static final int GROUP = 1000;

  private RowGroups() {}

  /**
   * Reads from the first row on.
   *
   * @param stopping true: no further group is given out
   * @param group may keep the list
   * @return how many rows there are, as far as it was read
   */
  public static long each(
      Path file, CsvFormat format, BooleanSupplier stopping, Consumer<List<Row>> group)
      throws IOException, UnreadableFile {
    long count = 0;
    try (CsvRows rows = new CsvRows(file, format.charset(), format.delimiter())) {
      rows.header();
      List<Row> next = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row.blank()) {
          continue;
        }
        count++;
        next.add(row);
        if (next.size() == GROUP) {
          if (stopping.getAsBoolean()) {
            return count;
          }
          group.accept(next);
          next = new ArrayList<>();
        }
      }
      if (!next.isEmpty()) {
        group.accept(next);
      }
    }
    return count;
  }
}
