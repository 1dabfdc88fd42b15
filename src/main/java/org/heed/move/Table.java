package org.heed.move;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of the old database.
 *
 * @param name as the old database has it
 * @param columns in their order
 * @param key by which it is read; empty: it has none, and is read at once
 * @param parents the tables its rows need to be there before
 */
record Table(String name, List<Column> columns, List<Column> key, Set<String> parents) {

  /** As PostgreSQL has it. */
  String renewed() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A list of all columns for a statement. */
  String columns(Function<Column, String> names) {
    return columns.stream().map(names).collect(Collectors.joining(", "));
  }
}
