package org.heed.torture;

/** What becomes of a request on its way. */
enum Fault {
  NONE(true),
  RESET_BEFORE(false),
  RESET_AFTER(true),
  BUSY_BEFORE(false),
  BUSY_AFTER(true),
  TOO_MANY(false),
  TOO_MANY_WAIT(false),
  TRUNCATED(true),
  HANG(true),
  FOREIGN_BEFORE(false),
  FOREIGN_AFTER(true),
  LOG_BUSY(false),
  MAIL_CUT_BEFORE_END(false),
  MAIL_CUT_AFTER_END(true);

  private final boolean arrives;

  Fault(boolean arrives) {
    this.arrives = arrives;
  }

  /** Whether the other side gets it. */
  boolean arrives() {
    return arrives;
  }
}
