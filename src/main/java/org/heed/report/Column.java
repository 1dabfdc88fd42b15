package org.heed.report;

/** One column of a report; its cells are null or of the type's class. */
record Column(String name, Type type) {

  /** What its cells are. */
  enum Type {
    /** String: anybody's words. */
    TEXT,
    /** String: an E.164 number, to be kept to the digit. */
    PHONE,
    /** Instant: a moment. */
    TIME,
    /** LocalDate: a day. */
    DATE,
    /** Number: a whole one. */
    NUMBER
  }

  static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  static Column phone(String name) {
    return new Column(name, Type.PHONE);
  }

  static Column time(String name) {
    return new Column(name, Type.TIME);
  }

  static Column date(String name) {
    return new Column(name, Type.DATE);
  }

  static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }
}
