package org.heed.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use the embedded database: HSQLDB is one process's at a time, and an operating system's
 * lock on a file beside it tells dead holders from living ones at once. A process that waits
 * between jobs lets go, so that {@code status} works meanwhile. With PostgreSQL there is nothing to
 * hold.
 */
public final class DatabaseHold implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseHold.class);

  private final @Nullable Path lockFile;
  private final Turn turn;
  private final StorageGuard guard;
  private final Institution institution;
  private @Nullable HikariDataSource pool;
  private @Nullable FileChannel channel;
  private @Nullable FileLock lock;
  private int holders;
  private Supplier<AutoCloseable> company = () -> () -> {};
  private AutoCloseable present = () -> {};

  /**
   * @param lockFile the lock's file; null: nothing to lock
   * @param waits how long it waits for another process that does something else
   * @param guard looks at the files before they are opened
   */
  DatabaseHold(@Nullable Path lockFile, Holder waits, StorageGuard guard, Institution institution) {
    this.guard = guard;
    this.institution = institution;
    this.lockFile = lockFile;
    this.turn = new Turn(waits.patience(), waits.givesUp());
  }

  void guard(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Takes the database for this process; nested holds are counted.
   *
   * @param purpose the job or command, for others to read
   * @throws DatabaseBusy when another process keeps it: at once if that does the same, else after
   *     the patience
   * @throws DamagedDatabase when its files are not what they were
   */
  public synchronized void hold(String purpose) {
    if (lockFile == null) {
      return;
    }
    if (holders == 0) {
      turn.await(purpose, this::tryLock, this::holder);
      try {
        MovedDatabase.check(lockFile, purpose);
        write(purpose);
        guard.opening();
      } catch (RuntimeException e) {
        unlock();
        throw e;
      }
      present = company.get();
    }
    holders++;
  }

  /**
   * Has something there as long as this process holds the database, from now on.
   *
   * @param company opens it; it is closed before the database is
   */
  public synchronized void whileHeld(Supplier<AutoCloseable> company) {
    this.company = company;
    if (holders > 0) {
      present = company.get();
    }
  }

  private void leave() {
    try {
      present.close();
    } catch (Exception e) {
      log.warn("what goes with the database was not closed in order: {}", e.toString());
    }
    present = () -> {};
  }

  /** Says what the process that holds the database does now. */
  public synchronized void purpose(String purpose) {
    if (lock != null) {
      write(purpose);
    }
  }

  /** Does something with the closed files; they are opened again by whoever uses the pool next. */
  synchronized void closed(Runnable work) {
    if (pool != null) {
      closeDatabase(pool);
    }
    work.run();
  }

  /** Lets go; with the last hold the database is closed and another process may have it. */
  public synchronized void release() {
    if (lockFile == null || holders == 0) {
      return;
    }
    if (holders == 1) {
      leave();
    }
    if (pool != null && pool.isRunning()) {
      guard.closing(pool);
    }
    if (--holders > 0) {
      return;
    }
    if (pool != null && pool.isRunning()) {
      closeDatabase(pool);
      guard.closed();
      Folders.ownerOnlyIn(java.util.Objects.requireNonNull(lockFile.getParent()));
    }
    unlock();
  }

  /**
   * The pool closes its connections in its own time: the database has to be closed when it ends.
   */
  private static void closeDatabase(HikariDataSource pool) {
    try (Connection last =
            DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        Statement statement = last.createStatement()) {
      pool.getHikariPoolMXBean().softEvictConnections();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (pool.getHikariPoolMXBean().getTotalConnections() > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      statement.execute("shutdown");
    } catch (SQLException e) {
      log.warn("the database was not closed in order: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    leave();
    if (holders > 0) {
      guard.closed();
    }
    holders = 0;
    unlock();
  }

  private boolean tryLock() {
    Path file = java.util.Objects.requireNonNull(lockFile);
    try {
      FileChannel opened =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock taken = null;
      try {
        taken = opened.tryLock(Long.MAX_VALUE - 1, 1, false);
      } catch (OverlappingFileLockException heldInThisProcess) {
        log.debug("the database is held by another application in this process");
      }
      if (taken == null) {
        opened.close();
        return false;
      }
      Folders.ownerOnly(file);
      channel = opened;
      lock = taken;
      return true;
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "heed.home: the database's lock " + file + " cannot be used: " + e.getMessage());
    }
  }

  private void write(String purpose) {
    String holder =
        purpose
            + " since "
            + institution.local(Instant.now())
            + " in process "
            + ProcessHandle.current().pid();
    FileChannel open = java.util.Objects.requireNonNull(channel);
    try {
      open.truncate(0);
      open.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      log.warn("the lock's file cannot say who holds the database: {}", e.getMessage());
    }
  }

  private String holder() {
    try {
      return java.nio.file.Files.readString(java.util.Objects.requireNonNull(lockFile)).strip();
    } catch (IOException e) {
      return "another process";
    }
  }

  private void unlock() {
    try {
      if (lock != null) {
        lock.release();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      log.warn("the database's lock could not be given back: {}", e.getMessage());
    }
    lock = null;
    channel = null;
  }
}
