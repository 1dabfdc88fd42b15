package org.heed.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the embedded database honest. On a full disk HSQLDB goes on committing and says nothing: so
 * there has to be room before anything is done, and what has to survive is read back from its log
 * after the commit. PostgreSQL says so itself and is left alone.
 */
public final class StorageGuard {
  private static final Logger log = LoggerFactory.getLogger(StorageGuard.class);
  private static final long NOTED_EVERY = Duration.ofMillis(500).toNanos();

  private final @Nullable DatabaseFiles files;
  private final long minFree;
  private CRC32C sum = new CRC32C();
  private Witness read = Witness.NONE;
  private String script = "";
  private long noted = System.nanoTime() - NOTED_EVERY;
  private boolean opened;
  private @Nullable String broken;

  /**
   * @param files the embedded database's; null: it is not embedded
   * @param minFree bytes
   */
  StorageGuard(@Nullable DatabaseFiles files, long minFree) {
    this.files = files;
    this.minFree = minFree;
  }

  /** Called before the files are opened. */
  synchronized void opening() {
    DatabaseFiles own = files;
    if (own != null) {
      try {
        FileCopies.forgetDead(own);
        Schema.finish(own);
      } catch (IOException e) {
        throw StorageFull.unwritable(own.folder(), e);
      }
      own.check();
      broken = null;
      script = "";
    }
  }

  /** Called at the end of a piece of work, when the database is still open. */
  synchronized void closing(DataSource pool) {
    DatabaseFiles own = files;
    if (own == null || broken != null) {
      return;
    }
    try (java.sql.Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      Witness held = DatabaseCopy.contents(statement);
      read = read.withIds(held.lastAttempt(), held.lastMessage(), held.lastEvent());
      opened = true;
      readBack(own, false);
    } catch (SQLException e) {
      log.debug("the database is closed before it has tables", e);
    } catch (IOException e) {
      log.warn("{} cannot be written: {}", own.file("witness"), e.getMessage());
    }
  }

  /** Called when the database is closed. */
  synchronized void closed() {
    DatabaseFiles own = files;
    if (own == null || broken != null || !opened) {
      return;
    }
    opened = false;
    try {
      note(own, DatabaseFiles.checksum(own.file("script"), Long.MAX_VALUE), 0, DatabaseFiles.EMPTY);
    } catch (IOException e) {
      log.warn("{} cannot be written: {}", own.file("witness"), e.getMessage());
    }
  }

  /**
   * Passes while there is room on the database's volume.
   *
   * @throws StorageFull when there is not
   */
  public synchronized void room() {
    DatabaseFiles own = files;
    if (own == null) {
      return;
    }
    String before = broken;
    if (before != null) {
      throw new StorageFull(before);
    }
    try {
      long free = Files.getFileStore(own.folder()).getUsableSpace();
      if (free < minFree) {
        throw new StorageFull(
            "the volume of "
                + own.folder()
                + " is full: found "
                + megabytes(free)
                + " free, expected at least "
                + megabytes(minFree)
                + " (heed.storage.min-free); nothing is lost, the rest stays queued");
      }
      if (Scratch.ofThread() == null) {
        readBack(own, false);
      }
    } catch (IOException e) {
      throw StorageFull.unwritable(own.folder(), e);
    }
  }

  /**
   * A row that work inserts, as the database's log would begin to tell it.
   *
   * @param first its first columns
   */
  public record LoggedRow(String table, List<Long> first) {
    /** A row by its table and its first columns. */
    public static LoggedRow of(String table, Long... first) {
      return new LoggedRow(table, List.of(first));
    }

    /** {@code INTENT VALUES(12,345,}. */
    private String logged() {
      return table.toUpperCase(Locale.ROOT)
          + first.stream().map(String::valueOf).collect(Collectors.joining(",", " VALUES(", ","));
    }
  }

  /**
   * Does work that commits, and reads back what it has inserted.
   *
   * @param rows those of what the work returns that must have survived; may be empty
   * @throws StorageFull when one of them may not survive
   */
  public <T> T durably(Supplier<T> work, Function<T, List<LoggedRow>> rows) {
    DatabaseFiles own = files;
    if (own == null || Scratch.ofThread() != null) {
      return work.get();
    }
    long from = DatabaseFiles.size(own.file("log"));
    String before = identity(own);
    T done = work.get();
    List<LoggedRow> inserted = rows.apply(done);
    if (!inserted.isEmpty()) {
      check(own, from, before, inserted.stream().map(LoggedRow::logged).toList());
    }
    return done;
  }

  private synchronized void check(
      DatabaseFiles own, long from, String before, Collection<String> rows) {
    if (!before.equals(identity(own))) {
      // Written anew between the two: everything committed is in the other files.
      return;
    }
    try {
      if (!LogTail.of(own.file("log"), from).commits(rows)) {
        broken =
            "the volume of "
                + own.folder()
                + " took no more: what was committed is not in the database's log; nothing is"
                + " lost, the rest stays queued, and what had no answer is settled from the"
                + " gateway's log";
        throw new StorageFull(broken);
      }
      readBack(own, true);
    } catch (IOException e) {
      throw StorageFull.unwritable(own.folder(), e);
    }
  }

  /** Notes that an attempt's intent was read back. */
  public synchronized void readBack(long attemptId) {
    read =
        read.withIds(Math.max(read.lastAttempt(), attemptId), read.lastMessage(), read.lastEvent());
  }

  /** Takes the log's new part into the checksum, and notes it beside the files now and then. */
  private void readBack(DatabaseFiles own, boolean seldom) throws IOException {
    Path file = own.file("log");
    long length = DatabaseFiles.size(file);
    String now = identity(own);
    long checksum = read.script();
    if (!now.equals(script) || length < read.logLength()) {
      script = now;
      Folders.ownerOnlyIn(own.folder());
      checksum = DatabaseFiles.checksum(own.file("script"), Long.MAX_VALUE);
      sum = new CRC32C();
      read = read.withFiles(checksum, 0, sum.getValue());
      noted = System.nanoTime() - NOTED_EVERY;
    }
    if (length > read.logLength()) {
      try (FileChannel channel = FileChannel.open(file)) {
        channel.position(read.logLength());
        InputStream in = Channels.newInputStream(channel);
        DatabaseFiles.update(sum, in, length - read.logLength());
      }
    }
    read = read.withFiles(checksum, length, sum.getValue());
    if (!seldom || System.nanoTime() - noted >= NOTED_EVERY) {
      noted = System.nanoTime();
      note(own, checksum, length, sum.getValue());
    }
  }

  private void note(DatabaseFiles own, long checksum, long length, long logSum) throws IOException {
    // The first change since it was opened writes it anew.
    Folders.tryOwnerOnly(own.file("properties"));
    read = read.withFiles(checksum, length, logSum);
    Path part = own.file("witness.part");
    read.write(part);
    Files.move(
        part,
        own.file("witness"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Changes whenever the script is written anew. */
  private static String identity(DatabaseFiles own) {
    Path file = own.file("script");
    try {
      return Files.exists(file) ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
  }
}
