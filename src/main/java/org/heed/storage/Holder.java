package org.heed.storage;

import java.time.Duration;
import org.heed.settings.Settings;

/**
 * Who holds the database, and how long others are waited for.
 *
 * @param command what people are told that it is busy with
 * @param lease PostgreSQL: how long a silent run counts as alive
 * @param patience how long to wait for another process
 * @param need how much of the embedded database is wanted
 */
public record Holder(String command, Duration lease, Duration patience, Need need) {
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
        command, settings.lease(), patience == null ? settings.lease() : patience, Need.DATABASE);
  }

  /** One that waits for so long. */
  public Holder waiting(Duration patience) {
    return new Holder(command, lease, patience, need);
  }

  /** One that lets go of the embedded database as soon as it is copied. */
  public Holder forCopy() {
    return new Holder(command, lease, patience, Need.A_COPY);
  }

  /** One of a copy that is nobody else's. */
  public Holder ofCopy() {
    return new Holder(command, lease, patience, Need.NOTHING);
  }
}
