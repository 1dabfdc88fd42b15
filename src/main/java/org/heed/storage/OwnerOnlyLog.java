package org.heed.storage;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The log in a file that its owner alone may read, from the first byte and after each roll-over.
 */
public final class OwnerOnlyLog<E> extends RollingFileAppender<E> {

  /** Made by Logback. */
  public OwnerOnlyLog() {}

  @Override
  public void openFile(String name) throws IOException {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      Folders.ownerOnly(Files.createFile(file));
    }
    super.openFile(name);
  }
}
