package org.heed.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A volume has no room left; the message says which, found, expected, and that nothing is lost. */
public class StorageFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which volume, what was found and what is expected. */
  public StorageFull(String message) {
    super(message);
  }

  static StorageFull unwritable(Path folder, IOException e) {
    return new StorageFull(
        "the volume of "
            + folder
            + " cannot be written: "
            + e.getMessage()
            + "; nothing is lost, the rest stays queued");
  }
}
