package org.heed.delivery;

import java.util.List;
import org.heed.address.PhoneNumber;

/**
 * One message that is routed to SMS.
 *
 * @param id the message's
 * @param lane people who share a number have the same (O2)
 */
record QueuedText(long id, long personId, long lane, PhoneNumber sender, PhoneNumber destination) {

  /** Nothing else with one of these may be in flight at the same time (O2). */
  List<Object> lanes() {
    return List.of(lane, destination);
  }
}
