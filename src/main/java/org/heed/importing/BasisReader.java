package org.heed.importing;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.heed.consent.Basis;
import org.heed.csv.Cells;
import org.heed.csv.Header;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Reads on what a row's consent rests (E4): as a whole, or not at all. */
final class BasisReader {
  static final String COLUMN = "basis";
  private static final String CAPTURED_AT = "captured_at";
  private static final String WORDING = "wording";
  private static final Set<String> NOTHING =
      Set.of("none", "n/a", "na", "nil", "null", "-", "--", "\u2013", "\u2014", "?", ".");

  /** What answers whether, and not on what. */
  private static final Set<String> NO_BASIS =
      Set.of("yes", "y", "true", "1", "x", "ok", "no", "n", "false", "0", "unknown", "not known");

  private final Header header;
  private final Cells cells;
  private final Instant takenAt;

  BasisReader(Header header, Cells cells, Instant takenAt) {
    this.header = header;
    this.cells = cells;
    this.takenAt = takenAt;
  }

  /** Null: the row says nothing of it. */
  @Nullable Basis read(Row row) throws RowProblem {
    if (!header.has(COLUMN)) {
      return null;
    }
    String basis = text(row, COLUMN);
    String source = text(row, "source");
    String by = text(row, "captured_by");
    String wording = wording(row);
    Instant at = at(row);
    if (basis.isEmpty()) {
      for (String column : List.of("source", WORDING, CAPTURED_AT, "captured_by")) {
        if (!isNothing(header.cell(row, column))) {
          throw new RowProblem(COLUMN, "", Phrases.of("basis.missing", header.shown(column)));
        }
      }
      return null;
    }
    if (NO_BASIS.contains(basis.toLowerCase(Locale.ROOT))) {
      throw new RowProblem(COLUMN, basis, Phrases.of("basis.none", basis));
    }
    if (at != null && at.isAfter(takenAt)) {
      String found = header.cell(row, CAPTURED_AT);
      throw new RowProblem(CAPTURED_AT, found, Phrases.of("basis.future", found));
    }
    return new Basis(basis, Cells.orNull(source), Cells.orNull(wording), at, Cells.orNull(by));
  }

  private @Nullable Instant at(Row row) throws RowProblem {
    header.value(row, CAPTURED_AT);
    return isNothing(header.cell(row, CAPTURED_AT)) ? null : cells.time(header, row, CAPTURED_AT);
  }

  private static boolean isNothing(String text) {
    return text.isEmpty() || NOTHING.contains(text.toLowerCase(Locale.ROOT));
  }

  private String text(Row row, String column) throws RowProblem {
    header.value(row, column);
    String text = cells.limited(header, row, column, Basis.LONGEST);
    return isNothing(text) ? "" : text;
  }

  /** Word by word: only its line ends are made the same. */
  private String wording(Row row) throws RowProblem {
    header.value(row, WORDING);
    String text = header.cell(row, WORDING).replace("\r\n", "\n").replace('\r', '\n');
    if (text.length() > Basis.LONGEST_WORDING) {
      throw new RowProblem(
          WORDING, text, Phrases.of("basis.wording.long", text.length(), Basis.LONGEST_WORDING));
    }
    return text;
  }
}
