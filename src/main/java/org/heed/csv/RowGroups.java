package org.heed.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads a whole table's rows in groups. */
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
  public static long each(Table table, BooleanSupplier stopping, Consumer<List<Row>> group)
      throws IOException, UnreadableFile {
    long count = 0;
    try (Rows rows = table.rows()) {
      List<Row> next = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
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
