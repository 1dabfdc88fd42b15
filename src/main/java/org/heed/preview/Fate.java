package org.heed.preview;

/** What would become of a row. */
enum Fate {
  TEXT("text"),
  EMAIL("email"),
  FAIL("fail"),
  /** The phone's texting window is not open, the limit is reached, or the sender is paused. */
  HELD("held"),
  /** Its {@code send_after} is later. */
  WAITING("waiting"),
  REJECTED("rejected");

  private final String word;

  Fate(String word) {
    this.word = word;
  }

  /** The fate as it is counted. */
  public String word() {
    return word;
  }
}
