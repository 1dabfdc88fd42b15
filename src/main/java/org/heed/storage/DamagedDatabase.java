package org.heed.storage;

/** The embedded database's files are not what they were; the message says how to restore them. */
public class DamagedDatabase extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedDatabase(String found, Throwable cause) {
    super(found, cause);
  }

  DamagedDatabase(String found) {
    super(found);
  }
}
