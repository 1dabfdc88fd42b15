package org.heed.storage;

import java.time.Duration;
import org.heed.settings.Settings;

/**
 * Who holds the database, and how long others are waited for.
 *
 * @param command what people are told that it is busy with
 * @param lease PostgreSQL: how long a silent run counts as alive
 * @param patience how long to wait for another process
 * @param copying whether only a copy of it is wanted
 */
public record Holder(String command, Duration lease, Duration patience, boolean copying) {

  /** As the institution has set it. */
  public static Holder of(String command, Settings settings) {
    Duration patience = settings.patience();
    return new Holder(
        command, settings.lease(), patience == null ? settings.lease() : patience, false);
  }

  /** One that waits for so long. */
  public Holder waiting(Duration patience) {
    return new Holder(command, lease, patience, copying);
  }

  /** One that lets go of the embedded database as soon as it is copied. */
  public Holder forCopy() {
    return new Holder(command, lease, patience, true);
  }
}
