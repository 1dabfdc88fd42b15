package org.heed.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one message: those a report is about, and the others that tell its story. */
final class Story {
  private final ReportFile out;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private final BitSet fitting = new BitSet();
  private long message;

  Story(ReportFile out) {
    this.out = out;
  }

  /** Adds a row; the rows of one message follow each other. */
  void add(long messageId, @Nullable Object[] cells, boolean fits) {
    if (messageId != message) {
      end();
      message = messageId;
    }
    fitting.set(rows.size(), fits);
    rows.add(cells);
  }

  /** Writes what is left; nothing of a message without a row that fits. */
  void end() {
    if (!fitting.isEmpty()) {
      for (int i = 0; i < rows.size(); i++) {
        if (fitting.get(i)) {
          out.row(rows.get(i));
        } else {
          out.aside(rows.get(i));
        }
      }
    }
    rows.clear();
    fitting.clear();
  }
}
