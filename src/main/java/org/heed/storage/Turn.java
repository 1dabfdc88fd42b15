package org.heed.storage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process waits for the embedded database.
 *
 * @param patience for so long, if the other does something else
 * @param givesUp no more once this says so
 */
record Turn(Duration patience, BooleanSupplier givesUp) {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);
  private static final String IN_USE = "the database is in use: ";

  /** Whoever waits for longer is told for what. */
  private static final Duration LONG = Duration.ofMinutes(2);

  /**
   * @param holder who has it
   * @throws DatabaseBusy when it does not come
   */
  void await(String purpose, BooleanSupplier takes, Supplier<String> holder) {
    long begun = System.nanoTime();
    boolean told = patience.compareTo(LONG) < 0;
    for (boolean first = true; !takes.getAsBoolean(); first = false) {
      String other = holder.get();
      boolean same = first && other.startsWith(purpose + " ");
      if (same || givesUp.getAsBoolean() || System.nanoTime() - begun > patience.toNanos()) {
        throw new DatabaseBusy((same ? "already running: " : IN_USE) + other);
      }
      if (!told) {
        log.warn("{}{}; waiting for its end, as long as heed.patience says", IN_USE, other);
        told = true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
