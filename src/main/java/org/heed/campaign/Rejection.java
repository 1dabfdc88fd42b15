package org.heed.campaign;

/**
 * One rejected row.
 *
 * @param line as a spreadsheet counts, the header is line 1
 * @param column the header's name; empty: the row as a whole
 * @param value what stands there
 * @param reason why, for people
 */
record Rejection(long line, String column, String value, String reason) {
  private static final int LONGEST_VALUE = 400;

  Rejection {
    String clean = value.replace('\0', '\uFFFD');
    value = clean.length() > LONGEST_VALUE ? clean.substring(0, LONGEST_VALUE) + "..." : clean;
    column = column.length() > 200 ? column.substring(0, 200) : column;
    reason = reason.length() > 1000 ? reason.substring(0, 1000) : reason;
  }
}
