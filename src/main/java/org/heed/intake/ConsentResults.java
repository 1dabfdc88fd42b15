package org.heed.intake;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.heed.consent.ConsentLedger;
import org.heed.csv.Rejection;
import org.heed.storage.CsvFile;
import org.heed.words.Phrases;

/**
 * Writes what became of each row of a consent file: changed, already so, overtaken, or rejected
 * (L4).
 */
final class ConsentResults {
  private static final List<String> HEADER =
      List.of("line", "subject", "result", "phones", "changed", "reason");

  private final RowResults results;
  private final long fileId;
  private final Deque<Rejection> rejected = new ArrayDeque<>();
  private boolean more = true;

  ConsentResults(RowResults results, long fileId) {
    this.results = results;
    this.fileId = fileId;
  }

  void write(Path target) {
    try (CsvFile csv = new CsvFile(target, HEADER)) {
      List<ConsentRow> page = results.kept(fileId, 0);
      while (!page.isEmpty()) {
        for (ConsentRow row : page) {
          Rejection refused = rejection(row.line());
          if (refused != null) {
            csv.row(row.line(), row.subject(), "rejected", 0, 0, refused.reason());
          } else {
            String note = text(row.note());
            String result =
                row.changed() > 0
                    ? "changed"
                    : note.startsWith(ConsentLedger.STAYS)
                        ? "overtaken"
                        : Phrases.of("result.already.so");
            csv.row(row.line(), row.subject(), result, row.phones(), row.changed(), note);
          }
        }
        page = results.kept(fileId, page.get(page.size() - 1).line());
      }
      csv.finish();
    }
  }

  private static String text(@org.jspecify.annotations.Nullable String note) {
    return note == null ? "" : note;
  }

  private @org.jspecify.annotations.Nullable Rejection rejection(long line) {
    if (rejected.isEmpty() && more) {
      rejected.addAll(results.rejected(fileId, line - 1));
      more = !rejected.isEmpty();
    }
    Rejection next = rejected.peek();
    return next != null && next.line() == line ? rejected.remove() : null;
  }
}
