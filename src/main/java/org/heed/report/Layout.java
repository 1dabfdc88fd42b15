package org.heed.report;

import java.util.List;
import java.util.stream.Collectors;
import org.heed.words.Phrases;

/**
 * What a report looks like in every format.
 *
 * @param file its file's name without date and ending
 * @param columns in their order, by the names they have in its view
 */
record Layout(String file, List<Column> columns) {

  /** What it is, for people. */
  String title() {
    return Phrases.of("report.title." + file);
  }

  /** The columns' names. */
  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The columns as a query names them. */
  String select() {
    return names().stream().collect(Collectors.joining(", "));
  }
}
