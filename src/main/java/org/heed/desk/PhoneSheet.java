package org.heed.desk;

import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.consent.Candidate;
import org.heed.consent.History;
import org.heed.consent.Refusal;
import org.heed.consent.SmsStatus;
import org.jspecify.annotations.Nullable;

/**
 * One phone as staff see it.
 *
 * @param type as listed: Mobile, Home, Work, Other
 * @param because the event that gave it its status; null: nobody has said anything
 * @param refused senders the gateway still refuses for it, longest first
 * @param notTextable the gateway's words when the number cannot receive texts; null: it can
 * @param held the reply it is on hold for (L3); null: it is not
 * @param basis the event on whose basis a text to it rests (E4); null: on none
 */
public record PhoneSheet(
    PhoneNumber phone,
    String type,
    SmsStatus status,
    History.@Nullable Event because,
    List<PhoneNumber> refused,
    @Nullable String notTextable,
    @Nullable Refusal held,
    @Nullable Long basis) {

  /** The same as the routing rules see it. */
  Candidate candidate() {
    return new Candidate(phone, PhoneType.Other, status, notTextable == null, false, held, basis);
  }
}
