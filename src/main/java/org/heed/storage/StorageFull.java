package org.heed.storage;

/** A volume has no room left; the message says which, found, expected, and that nothing is lost. */
public class StorageFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which volume, what was found and what is expected. */
  public StorageFull(String message) {
    super(message);
  }
}
