package org.heed.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded database's files: what they hold, and whether they are still what they were. */
final class DatabaseFiles {
  private static final Logger log = LoggerFactory.getLogger(DatabaseFiles.class);
  static final List<String> ENDINGS =
      List.of(
          "script",
          "script.new",
          "properties",
          "properties.new",
          "data",
          "data.new",
          "log",
          "log.new",
          "backup",
          "backup.new",
          "lobs");

  /** The checksum of nothing. */
  static final long EMPTY = new CRC32C().getValue();

  private final Path base;
  private final String user;
  private final String password;

  /**
   * @param base the files' common path without its ending
   */
  DatabaseFiles(Path base, String user, String password) {
    this.base = base.toAbsolutePath();
    this.user = user;
    this.password = password;
  }

  /** The same database elsewhere. */
  DatabaseFiles in(Path folder) {
    return new DatabaseFiles(folder.resolve(base.getFileName()), user, password);
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  /** The files' common path without its ending. */
  Path base() {
    return base;
  }

  /** The statement that copies them to a folder, while no other writes. */
  static String backupTo(Path folder) {
    return "backup database to '"
        + folder.toAbsolutePath().toString().replace("'", "''")
        + "/' blocking as files";
  }

  /** Passes while the volume has room for so many more of the like. */
  void roomFor(int copies) throws IOException {
    long needed = copies * ENDINGS.stream().mapToLong(ending -> size(file(ending))).sum();
    long free = Files.getFileStore(folder()).getUsableSpace();
    if (free < needed) {
      throw new IOException("found %d bytes free, expected at least %d".formatted(free, needed));
    }
  }

  Path folder() {
    return Objects.requireNonNull(base.getParent());
  }

  Path file(String ending) {
    return base.resolveSibling(base.getFileName() + "." + ending);
  }

  /** Passes a database that is whole, a new one, and a restored one without a witness. */
  void check() {
    Witness witness = Witness.read(file("witness")).orElse(null);
    if (witness == null) {
      if (Files.exists(file("script"))) {
        log.info("nothing is known of the database's files: it was restored, or is opened first");
      }
      return;
    }
    if (!Files.exists(file("script"))) {
      // A kill while it was being put in its place leaves the new one beside it.
      if (!Files.exists(file("script.new"))) {
        throw damaged("script: it is missing");
      }
      compare(witness);
      return;
    }
    long length = size(file("log"));
    boolean sameScript = checksum(file("script"), Long.MAX_VALUE) == witness.script();
    boolean sameLog =
        length >= witness.logLength()
            && checksum(file("log"), witness.logLength()) == witness.log();
    if (sameScript && sameLog) {
      return;
    }
    if (sameScript && length > 0) {
      throw damaged(
          length < witness.logLength()
              ? "log: found %,d bytes, expected at least %,d".formatted(length, witness.logLength())
              : "log: its first %,d bytes are not what was written".formatted(witness.logLength()));
    }
    // Another program has opened it, or a run died while it was being closed.
    compare(witness);
  }

  private void compare(Witness witness) {
    Witness found;
    try (DatabaseCopy copy = DatabaseCopy.of(this)) {
      found = copy.contents();
    } catch (java.sql.SQLException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new StorageFull(
          "the files of "
              + base
              + " are to be looked at before they are opened, and cannot be copied in "
              + folder()
              + ": "
              + e.getMessage()
              + "; expected as much room there as they take; nothing was changed");
    }
    if (found.lastAttempt() < witness.lastAttempt()
        || found.lastMessage() < witness.lastMessage()
        || found.lastEvent() < witness.lastEvent()) {
      throw damaged(
          "script: found messages to %,d, attempts to %,d, events to %,d; expected at least %,d, %,d, %,d"
              .formatted(
                  found.lastMessage(),
                  found.lastAttempt(),
                  found.lastEvent(),
                  witness.lastMessage(),
                  witness.lastAttempt(),
                  witness.lastEvent()));
    }
  }

  /** Notes what the closed files are now. */
  void witness() throws IOException {
    Witness.NONE.withScript(checksum(file("script"), Long.MAX_VALUE)).write(file("witness"));
    Folders.ownerOnlyIn(folder());
  }

  /** How an unreadable database is told. */
  DamagedDatabase unreadable(Exception e) {
    return new DamagedDatabase(words("script: it cannot be read"), e);
  }

  private DamagedDatabase damaged(String what) {
    return new DamagedDatabase(words(what));
  }

  private String words(String what) {
    return base
        + "."
        + what
        + "; the database is damaged, or an older one. Nothing was changed. To restore: move the"
        + " folder db away, copy the latest folder in backup to a new db, and run again: what was"
        + " texted since is found in the gateway's log before anything is sent";
  }

  /** The checksum of a file's first bytes; of a file that is not there, that of none. */
  static long checksum(Path file, long length) {
    CRC32C sum = new CRC32C();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        update(sum, in, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sum.getValue();
  }

  static void update(CRC32C sum, InputStream in, long length) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      sum.update(buffer, 0, read);
      left -= read;
    }
  }

  static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
