package org.heed.consent;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger, as far as it decides a status.
 *
 * @param id in the order of recording
 * @param saidFrom the phone it was said from, which for an opt-out need not be {@code number} (O1);
 *     null: no phone said it
 */
record ConsentEvent(
    long id,
    PhoneNumber number,
    SmsStatus status,
    Instant occurredAt,
    @Nullable Long listOrder,
    LearnedFrom learnedFrom,
    @Nullable PhoneNumber sender,
    @Nullable PhoneNumber saidFrom,
    String evidence) {

  /** Whether the gateway blocked or unblocked the pair of this sender and this phone by it. */
  boolean concernsPairWith(PhoneNumber other) {
    return number.equals(saidFrom) && other.equals(sender);
  }
}
