package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The embedded database's room and its backups.
 *
 * @param minFree what has to be free on its volume before anything leaves, as it goes on without a
 *     word when there is nothing left
 * @param backups how many of the latest backups are kept; 0: none is made
 */
public record StorageSettings(
    @DefaultValue("8MB") DataSize minFree, @DefaultValue("3") int backups) {
  public StorageSettings {
    unless(!minFree.isNegative(), "heed.storage.min-free", minFree, "a size such as 8MB");
    unless(backups >= 0, "heed.storage.backups", backups, "0 or more");
  }
}
