package org.heed.campaign;

/** Why one row is rejected. */
final class RowProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String found;

  /**
   * @param column the header's name; empty: the row as a whole
   * @param found the value as it stands there
   * @param reason found and expected, for people
   */
  RowProblem(String column, String found, String reason) {
    super(reason, null, false, false);
    this.column = column;
    this.found = found;
  }

  Rejection at(long line) {
    return new Rejection(line, column, found, String.valueOf(getMessage()));
  }
}
