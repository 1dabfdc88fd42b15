package org.heed.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.heed.address.ConfigurationProblem;

/** The folders in {@code heed.home}, made when they are missing, readable by their owner only. */
public final class Folders {
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path home;

  /** Folders below this home. */
  public Folders(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** {@code heed.home} itself. */
  public Path home() {
    return home;
  }

  /**
   * One folder of the home, made if it is missing.
   *
   * @param name {@code inbox}, {@code done}, {@code rejected}, {@code reports}, {@code db}, {@code
   *     logs}, {@code mail} ...
   */
  public Path folder(String name) {
    Path folder = home.resolve(name);
    try {
      if (!Files.isDirectory(folder)) {
        if (posix()) {
          Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        } else {
          Files.createDirectories(folder);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "heed.home: the folder " + folder + " cannot be made: " + e.getMessage());
    }
  }

  /** Makes a file readable and writable by its owner only, where the system knows owners. */
  public static void ownerOnly(Path file) {
    if (posix()) {
      try {
        Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean posix() {
    return java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
