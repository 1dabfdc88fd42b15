package org.heed.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders in {@code heed.home}, made when they are missing, readable by their owner only. */
public final class Folders {
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FILE =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<String> DATABASE = Set.of("db", "backup");
  private static final List<String> FOLDERS =
      List.of(
          "",
          "db",
          "backup",
          "inbox",
          "check",
          "done",
          "rejected",
          "checked",
          "reports",
          "logs",
          "mail");

  private static final List<String> READ = List.of("done", "rejected", "checked", "reports");
  private static final List<String> WRITTEN = List.of("inbox", "check");

  private static final Logger log = LoggerFactory.getLogger(Folders.class);

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
      make(folder);
      return folder;
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "heed.home: the folder " + folder + " cannot be made: " + e.getMessage());
    }
  }

  /** Makes a folder for its owner only, if there is none. */
  static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (posix()) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  /**
   * Takes the home and its folders from everybody else. A folder its group may write into was given
   * to that group, and stays so; the database is nobody's.
   */
  public void keepFromOthers() {
    for (String name : FOLDERS) {
      Path folder = home.resolve(name);
      if (posix() && Files.isDirectory(folder)) {
        try {
          Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder);
          Set<PosixFilePermission> closed = EnumSet.copyOf(OWNER_ONLY_FOLDER);
          if (now.contains(PosixFilePermission.GROUP_WRITE) && !DATABASE.contains(name)) {
            now.stream().filter(one -> one.name().startsWith("GROUP")).forEach(closed::add);
          }
          if (!closed.equals(now)) {
            Files.setPosixFilePermissions(folder, closed);
            log.info("{} is no longer open to others", folder);
          }
        } catch (IOException e) {
          log.warn("{} may be open to others: {}", folder, e.getMessage());
        }
      }
    }
  }

  /**
   * Gives the folders people work with to a group: to read what became of files and the reports, to
   * write into the inbox and what is to be checked.
   *
   * @throws ConfigurationProblem when there is no such group, or it cannot be given to it
   */
  public void shareWith(String group) {
    if (!posix()) {
      return;
    }
    try {
      GroupPrincipal shared =
          home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
      give(home, shared, "rwx--x---");
      for (String name : READ) {
        Path folder = folder(name);
        give(folder, shared, "rwxr-x---");
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(Files::isRegularFile).forEach(Folders::tryOwnerOnly);
        }
      }
      for (String name : WRITTEN) {
        give(folder(name), shared, "rwxrwx---");
      }
    } catch (UserPrincipalNotFoundException e) {
      throw new ConfigurationProblem(
          "heed.files.group: found " + group + ", expected a group of this system");
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "heed.files.group: the folders cannot be given to the group "
              + group
              + ", which Heed's user has to be in: "
              + e.getMessage());
    }
  }

  private static void give(Path folder, GroupPrincipal group, String rights) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    view.setGroup(group);
    view.setPermissions(PosixFilePermissions.fromString(rights));
  }

  /** Takes what is in a folder from everybody else; what is gone is passed over. */
  static void ownerOnlyIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(Folders::tryOwnerOnly);
    } catch (IOException e) {
      log.warn("{} may be open to others: {}", folder, e.getMessage());
    }
  }

  /** The same of one file. */
  static void tryOwnerOnly(Path file) {
    try {
      ownerOnly(file);
    } catch (UncheckedIOException e) {
      log.debug("gone in between, or somebody else's: {}", file);
    }
  }

  /**
   * Makes a file or folder its owner's only, where the system knows owners; a file in a folder that
   * a group was given to read is for that group to read.
   */
  public static void ownerOnly(Path file) {
    if (posix()) {
      try {
        if (Files.isRegularFile(file) && isRead(file.toAbsolutePath().getParent())) {
          PosixFileAttributes folder =
              Files.readAttributes(file.toAbsolutePath().getParent(), PosixFileAttributes.class);
          give(file, folder.group(), "rw-r-----");
          return;
        }
        Files.setPosixFilePermissions(
            file, Files.isDirectory(file) ? OWNER_ONLY_FOLDER : OWNER_ONLY_FILE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isRead(@Nullable Path folder) throws IOException {
    return folder != null
        && READ.contains(String.valueOf(folder.getFileName()))
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.GROUP_READ);
  }

  private static boolean posix() {
    return java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
