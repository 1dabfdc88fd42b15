package org.heed.csv;

/** A file that cannot be read as what it should be; the message is for the one who dropped it. */
public final class UnreadableFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;

  public UnreadableFile(long line, String reason) {
    super(Rejection.printable(reason));
    this.line = line;
  }

  /** Where, as a spreadsheet counts; 0: the file as a whole. */
  public long line() {
    return line;
  }

  /** Why: found and expected. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
