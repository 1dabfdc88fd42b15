package org.heed.storage;

import java.time.Duration;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long others are waited for.
 *
 * @param lease PostgreSQL: how long a silent run counts as alive; at least a second
 * @param patience how long to wait for another process; null: as long as the lease
 */
@ConfigurationProperties("heed")
public record LockProperties(@DefaultValue("30s") Duration lease, @Nullable Duration patience) {

  /** Refuses a lease that no run could keep alive. */
  public LockProperties {
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ConfigurationProblem(
          "heed.lease: found " + lease.toMillis() + " ms, expected at least 1s, such as 30s");
    }
  }

  Duration waiting() {
    return patience == null ? lease : patience;
  }
}
