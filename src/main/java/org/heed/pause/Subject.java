package org.heed.pause;

import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What can be paused: exactly one of the two is there.
 *
 * @param campaignId a campaign
 * @param sender one of the institution's numbers
 */
record Subject(@Nullable Long campaignId, @Nullable PhoneNumber sender) {
  static Subject campaign(long id) {
    return new Subject(id, null);
  }

  static Subject sender(PhoneNumber number) {
    return new Subject(null, number);
  }
}
