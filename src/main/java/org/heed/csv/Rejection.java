package org.heed.csv;

import org.heed.words.Phrases;
import org.heed.words.Words;

/**
 * One rejected row.
 *
 * @param line as a spreadsheet counts
 * @param column the header's name; empty: the row as a whole
 * @param value what stands there
 * @param reason why, for people
 */
public record Rejection(long line, String column, String value, String reason, Why why) {
  /** What is counted of them by itself. */
  public enum Why {
    ROW,
    /** The same was queued or sent from another file (R12). */
    REPEATED,
    /** It would undo an opt-out (L4, E7). */
    OPT_OUT
  }

  public Rejection {
    column = Words.begin(printable(column), 190);
    value = Words.begin(printable(value), 400);
    reason = Words.begin(printable(reason), 900);
  }

  public Rejection(long line, String column, String value, String reason) {
    this(line, column, value, reason, Why.ROW);
  }

  /** It was queued or sent from another file. */
  public boolean repeated() {
    return why == Why.REPEATED;
  }

  /** Of a cell whose row is taken. */
  public Rejection leftOut() {
    return new Rejection(line, column, value, Phrases.of("cell.left.out", reason), why);
  }

  /** Without what a database does not take; line breaks and tabs stay. */
  public static String printable(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean == null ? text : clean.toString();
  }
}
