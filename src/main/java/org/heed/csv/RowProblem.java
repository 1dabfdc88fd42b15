package org.heed.csv;

import org.heed.csv.Rejection.Why;

/** Why one row is rejected. */
public final class RowProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String found;
  private final Why why;

  /**
   * @param column the header's name; empty: the row as a whole
   * @param found the value as it stands there
   * @param reason found and expected, for people
   */
  public RowProblem(String column, String found, String reason) {
    this(column, found, reason, Why.ROW);
  }

  private RowProblem(String column, String found, String reason, Why why) {
    super(reason, null, false, false);
    this.column = column;
    this.found = found;
    this.why = why;
  }

  /** The same was queued or sent from another file (R12). */
  public static RowProblem repeated(String column, String found, String reason) {
    return new RowProblem(column, found, reason, Why.REPEATED);
  }

  /** It would undo an opt-out (L4). */
  public static RowProblem optOut(String column, String found, String reason) {
    return new RowProblem(column, found, reason, Why.OPT_OUT);
  }

  /** The same of a row of a file, which may have another name for the column. */
  public Rejection at(long line, Header header) {
    return new Rejection(line, header.shown(column), found, String.valueOf(getMessage()), why);
  }
}
