package org.heed.csv;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Finds the header of a table: its first row, or the first below some title rows. */
final class HeaderSearch {
  /** How many rows may stand above a header. */
  private static final int TITLES = 20;

  /**
   * A row that is taken for the header.
   *
   * @param kind what a file with this header is; null: none that is known
   * @param known how many of its columns have a meaning
   */
  record Found(Source source, long line, List<String> names, @Nullable FileKind kind, long known) {}

  private final Columns columns;

  HeaderSearch(Columns columns) {
    this.columns = columns;
  }

  /**
   * The header in the way of reading that makes most known columns.
   *
   * @throws UnreadableFile when no way makes a row
   */
  Found best(List<? extends Source> sources) throws UnreadableFile, IOException {
    Found best = null;
    UnreadableFile problem = null;
    for (Source source : sources) {
      try {
        Found found = in(source);
        best = best == null || found.known() > best.known() ? found : best;
      } catch (UnreadableFile e) {
        problem = problem == null ? e : problem;
      }
    }
    if (problem != null && (best == null || best.kind() == null)) {
      throw problem;
    }
    if (best == null) {
      throw new UnreadableFile(0, Phrases.of("file.unreadable"));
    }
    return best;
  }

  /** The header of the first that has a known one; else of the first. */
  Found first(List<? extends Source> sources) throws UnreadableFile, IOException {
    Found first = null;
    UnreadableFile problem = null;
    for (Source source : sources) {
      try {
        Found found = in(source);
        if (found.kind() != null) {
          return found;
        }
        first = first == null ? found : first;
      } catch (UnreadableFile e) {
        problem = problem == null ? e : problem;
      }
    }
    if (first == null) {
      throw problem == null ? new UnreadableFile(0, Phrases.of("file.unreadable")) : problem;
    }
    return first;
  }

  /**
   * The first row that is a header, with more cells than each above it; else the one of them that
   * has most known columns.
   */
  Found in(Source source) throws UnreadableFile, IOException {
    try (Rows rows = source.open(Set.of())) {
      Row row = next(rows);
      if (row == null) {
        throw new UnreadableFile(0, Phrases.of("file.empty"));
      }
      Found first = found(source, row);
      long widest = row.filled();
      Found best = first;
      for (int i = 0; i < TITLES && best.kind() == null && row != null; i++) {
        row = below(rows);
        if (row != null && row.filled() > widest) {
          widest = row.filled();
          Found found = found(source, row);
          best = found.kind() == null && found.known() <= best.known() ? best : found;
        }
      }
      return best;
    }
  }

  /** The next row; null: there is none, or none that can be told apart. */
  private static @Nullable Row below(Rows rows) {
    try {
      return next(rows);
    } catch (UnreadableFile noTitleAbove) {
      return null;
    }
  }

  private static @Nullable Row next(Rows rows) throws UnreadableFile {
    Row row = rows.next();
    while (row != null && row.blank()) {
      row = rows.next();
    }
    RowProblem problem = row == null ? null : row.problem();
    if (row != null && problem != null) {
      throw new UnreadableFile(row.line(), String.valueOf(problem.getMessage()));
    }
    return row;
  }

  private Found found(Source source, Row row) {
    FileKind kind = columns.kind(row.cells());
    return new Found(source, row.line(), row.cells(), kind, columns.known(row.cells()));
  }
}
