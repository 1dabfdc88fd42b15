package org.heed.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file while it is written: there under its name only when it is whole, and readable by its owner
 * only from the first byte.
 */
public final class NewFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final OutputStream out;

  /**
   * Begins a file beside its target.
   *
   * @throws UncheckedIOException naming the target
   */
  public NewFile(Path target) {
    this(target, "");
  }

  /**
   * Begins a file that others may be writing too.
   *
   * @param writer what no other writer of it is called at the time
   * @throws UncheckedIOException naming the target
   */
  public NewFile(Path target, String writer) {
    this.target = target;
    this.part = target.resolveSibling("." + target.getFileName() + writer + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      Folders.ownerOnly(part);
      out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Where its bytes go. */
  public OutputStream out() {
    return out;
  }

  /** What is to be thrown when its bytes cannot be written. */
  public UncheckedIOException failure(IOException e) {
    return new UncheckedIOException("the file " + target + " cannot be written", e);
  }

  /** Puts the whole file under its name. */
  public void finish() {
    try {
      out.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() {
    try {
      try {
        out.close();
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + part + " cannot be removed", e);
    }
  }
}
