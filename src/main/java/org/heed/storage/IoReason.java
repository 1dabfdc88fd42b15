package org.heed.storage;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/** Why a file cannot be read or written, in the system's own words. */
public final class IoReason {
  private IoReason() {}

  /** The words, without the path. */
  public static String of(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof FileSystemException system) {
      String words = system.getReason();
      return words == null ? system.getClass().getSimpleName() : words;
    }
    return String.valueOf(cause.getMessage());
  }
}
