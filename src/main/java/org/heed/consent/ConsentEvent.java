package org.heed.consent;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger, as far as it decides a status.
 *
 * @param id in the order of recording
 * @param here when it happened by this machine's clock, as far as that can be told; orders it among
 *     what files and staff say
 * @param override staff undid by it whatever the person's opt-outs recorded until then say (L4)
 * @param basis the key of what it rests on, {@link Basis#key}; null: on nothing that is known
 * @param saidFrom the phone it was said from, which for an opt-out need not be {@code number} (O1);
 *     null: no phone said it
 */
record ConsentEvent(
    long id,
    PhoneNumber number,
    SmsStatus status,
    Instant occurredAt,
    @Nullable Long listOrder,
    Instant here,
    boolean override,
    LearnedFrom learnedFrom,
    @Nullable PhoneNumber sender,
    @Nullable PhoneNumber saidFrom,
    String evidence,
    @Nullable String basis) {

  boolean isOff() {
    return status == SmsStatus.DISABLED;
  }

  /** Whether the person said it. */
  boolean isSaid() {
    return learnedFrom.saidByThePerson();
  }

  /** Whether the gateway blocked or unblocked the pair of this sender and this phone by it. */
  boolean concernsPairWith(PhoneNumber other) {
    return number.equals(saidFrom) && other.equals(sender);
  }
}
