package org.heed.job;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Offers the database what has happened already: it cannot be made undone by not recording it. */
public final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final long SECONDS = 60;

  private Patience() {}

  /**
   * Records, again and again for a minute, and once more when a try took longer: the process may
   * have slept in it.
   *
   * @param refused called when it does not succeed at once, before the next try
   * @throws RuntimeException the last failure
   */
  public static void record(Runnable recording, Runnable refused) {
    record(recording, refused, System::nanoTime);
  }

  public static void record(Runnable recording, Runnable refused, LongSupplier ticks) {
    long giveUp = ticks.getAsLong() + TimeUnit.SECONDS.toNanos(SECONDS);
    boolean told = false;
    while (true) {
      long begun = ticks.getAsLong();
      try {
        recording.run();
        return;
      } catch (DataAccessException | TransactionException e) {
        refused.run();
        if (begun - giveUp > 0) {
          throw e;
        }
        if (!told) {
          log.warn(
              "an outcome cannot be recorded and is offered again; nothing leaves meanwhile", e);
          told = true;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      }
    }
  }
}
