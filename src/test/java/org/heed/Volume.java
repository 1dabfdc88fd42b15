package org.heed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** A small file system of its own, that can be full or read-only. */
@NullUnmarked
public final class Volume implements AutoCloseable {
  private final Path folder;

  /** Mounts a tiny one; where mounting is not permitted the test is skipped. */
  public Volume(Path folder) {
    this(folder, 64);
  }

  /** Mounts one of so many kilobytes. */
  public Volume(Path folder, int kilobytes) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assumeTrue(
        mount(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + kilobytes + "k,mode=700",
            "none",
            folder.toString()),
        "a file system cannot be mounted here; root may");
  }

  /** Gives it another size; what is on it stays. */
  public void resize(int kilobytes) {
    if (!mount("mount", "-o", "remount,size=" + kilobytes + "k", folder.toString())) {
      throw new IllegalStateException("remount " + folder);
    }
  }

  /** Leaves no space. */
  public void fill() {
    try (OutputStream all = Files.newOutputStream(filler())) {
      while (true) {
        all.write(new byte[1024]);
      }
    } catch (IOException full) {
      // As it is to be.
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void readOnly(boolean only) {
    if (!mount("mount", "-o", only ? "remount,ro" : "remount,rw", folder.toString())) {
      throw new IllegalStateException("remount " + folder);
    }
  }

  private Path filler() {
    return folder.resolve(".filler");
  }

  private static boolean mount(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (!mount("umount", folder.toString()) && !mount("umount", "-l", folder.toString())) {
      throw new IllegalStateException("umount " + folder);
    }
  }
}
