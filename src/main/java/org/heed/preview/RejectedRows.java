package org.heed.preview;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.heed.csv.Rejection;

/** Tells the rejected rows in their places between the others. */
final class RejectedRows {
  private final LongFunction<List<Rejection>> after;
  private final Consumer<PreviewRow> rows;
  private final Deque<Rejection> page = new ArrayDeque<>();

  /**
   * @param after some that come after a line, by line
   */
  RejectedRows(LongFunction<List<Rejection>> after, Consumer<PreviewRow> rows) {
    this.after = after;
    this.rows = rows;
    page.addAll(after.apply(0));
  }

  /** Tells those that are not told yet and stand before a line. */
  void before(long line) {
    while (!page.isEmpty() && page.element().line() < line) {
      Rejection next = page.remove();
      rows.accept(PreviewRow.rejected(next));
      if (page.isEmpty()) {
        page.addAll(after.apply(next.line()));
      }
    }
  }
}
