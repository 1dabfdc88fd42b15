package org.heed.storage;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.heed.settings.Settings;

/**
 * Who holds the database, and how long others are waited for.
 *
 * @param command what people are told that it is busy with
 * @param lease PostgreSQL: how long a silent run counts as alive
 * @param patience how long to wait for another process
 * @param need how much of the embedded database is wanted
 * @param givesUp whether it is waited for no more
 */
public record Holder(
    String command, Duration lease, Duration patience, Need need, BooleanSupplier givesUp) {
  enum Need {
    DATABASE,
    A_COPY,
    /** What is opened is a copy already. */
    NOTHING
  }

  /** As the institution has set it. */
  public static Holder of(String command, Settings settings) {
    Duration patience = settings.patience();
    return new Holder(
        command,
        settings.lease(),
        patience == null ? settings.lease() : patience,
        Need.DATABASE,
        () -> false);
  }

  /** One that waits for so long. */
  public Holder waiting(Duration patience) {
    return new Holder(command, lease, patience, need, givesUp);
  }

  /** One that waits no more once this says so. */
  public Holder until(BooleanSupplier givesUp) {
    return new Holder(command, lease, patience, need, givesUp);
  }

  /** One that lets go of the embedded database as soon as it is copied. */
  public Holder forCopy() {
    return new Holder(command, lease, patience, Need.A_COPY, givesUp);
  }

  /** One of a copy that is nobody else's. */
  public Holder ofCopy() {
    return new Holder(command, lease, patience, Need.NOTHING, givesUp);
  }
}
