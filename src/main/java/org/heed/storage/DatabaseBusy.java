package org.heed.storage;

/** Another process works with the database; the message says which, since when and on what. */
public class DatabaseBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says who works since when, on what. */
  public DatabaseBusy(String message) {
    super(message);
  }
}
