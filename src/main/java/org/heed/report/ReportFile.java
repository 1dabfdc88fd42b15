package org.heed.report;

import org.jspecify.annotations.Nullable;

/**
 * A report while it is written, row by row, in one format or several. Its file is there under its
 * name only when it is whole, and readable by its owner only. What cannot be written is an {@link
 * java.io.UncheckedIOException}.
 */
interface ReportFile extends AutoCloseable {

  /**
   * Writes one row.
   *
   * @param cells one a column, of the class its {@link Column.Type} names; null: empty
   */
  void row(@Nullable Object... cells);

  /**
   * Whether it tells stories of messages, and so wants those rows of a message too that the filters
   * leave out.
   */
  default boolean tellsStories() {
    return false;
  }

  /** A row that the filters leave out, of a message of which they leave another in. */
  default void aside(@Nullable Object... cells) {}

  /** Whether there were more rows than its kind of file can hold. */
  default boolean cut() {
    return false;
  }

  /** Rows written so far, the header aside. */
  long rows();

  /** Puts the whole file under its name. */
  void finish();

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  void close();
}
