package org.heed.queue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;

/**
 * One message that is routed to SMS.
 *
 * @param id the message's
 * @param lanes the person's lane, those of everybody who lists the phone, else the phone itself: of
 *     all texts that share one, at most one is in flight, because a refusal of it may forbid the
 *     others (O2, O7)
 */
public record QueuedText(
    long id,
    long campaignId,
    long personId,
    PhoneNumber sender,
    PhoneNumber destination,
    List<Object> lanes) {

  /** Where its lanes fall among those that processes share out. */
  public Set<Integer> laneNumbers() {
    return lanes.stream().map(LaneNumber::of).collect(Collectors.toUnmodifiableSet());
  }
}
