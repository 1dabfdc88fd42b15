package org.heed.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * Who stays up beside the embedded database. Between its jobs such a process does not hold it, and
 * would open it again for the next one: what ends the database's use must not begin meanwhile.
 */
public final class ServeLock implements AutoCloseable {
  private final FileChannel channel;

  private ServeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Of a process that stays up; many may. */
  public static ServeLock up(Path folder) {
    ServeLock lock = open(folder);
    lock.take(true);
    return lock;
  }

  /**
   * Of one that wants nobody up.
   *
   * @throws DatabaseBusy when somebody is
   */
  public static ServeLock alone(Path folder) {
    ServeLock lock = open(folder);
    if (lock.take(false) == null) {
      lock.close();
      throw new DatabaseBusy(
          "'heed serve' is up on the database in "
              + folder
              + ": stop it first, and do not start it again before the database is moved");
    }
    return lock;
  }

  private static ServeLock open(Path folder) {
    Path file = folder.resolve("serve.lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Folders.ownerOnly(file);
      return new ServeLock(channel);
    } catch (IOException e) {
      throw new ConfigurationProblem("heed.home: " + file + " cannot be used: " + e.getMessage());
    }
  }

  private @Nullable FileLock take(boolean shared) {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    } catch (IOException e) {
      throw new ConfigurationProblem("heed.home: no lock can be had in it: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
