package org.heed.storage;

import org.heed.address.ConfigurationProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The embedded database's room and its backups.
 *
 * @param minFree what has to be free on its volume before anything leaves, as it goes on without a
 *     word when there is nothing left
 * @param backups how many of the latest backups are kept; 0: none is made
 */
@ConfigurationProperties("heed.storage")
record StorageProperties(@DefaultValue("8MB") DataSize minFree, @DefaultValue("3") int backups) {
  StorageProperties {
    if (minFree.isNegative()) {
      throw new ConfigurationProblem(
          "heed.storage.min-free: found " + minFree + ", expected a size such as 8MB");
    }
    if (backups < 0) {
      throw new ConfigurationProblem(
          "heed.storage.backups: found " + backups + ", expected 0 or more");
    }
  }
}
