package org.heed.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.job.JobResult.Count;

/** Counts as a table for a terminal. */
final class Table {
  private Table() {}

  /** The table, in plain ASCII so that every terminal and every log shows it. */
  static String of(String title, List<Count> counts) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column().header(title).dataAlign(HorizontalAlign.LEFT));
    columns.add(new Column().header("count").dataAlign(HorizontalAlign.RIGHT));
    if (counts.stream().anyMatch(count -> !count.note().isEmpty())) {
      columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT).maxWidth(60));
    }
    String[][] rows =
        counts.stream()
            .map(
                count ->
                    columns.size() == 2
                        ? new String[] {count.what(), number(count)}
                        : new String[] {count.what(), number(count), count.note()})
            .toArray(String[][]::new);
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), rows);
  }

  private static String number(Count count) {
    return String.format(Locale.ENGLISH, "%,d", count.count());
  }
}
