package org.heed.queue;

import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What can be paused: exactly one of the two is there.
 *
 * @param campaignId a campaign
 * @param sender one of the institution's numbers
 */
public record PauseScope(@Nullable Long campaignId, @Nullable PhoneNumber sender) {
  public static PauseScope campaign(long id) {
    return new PauseScope(id, null);
  }

  public static PauseScope sender(PhoneNumber number) {
    return new PauseScope(null, number);
  }
}
