package org.heed.consent;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A phone's owner replied an opt-in keyword (I1).
 *
 * @param phone the phone replied from; no other one is turned on
 * @param sender the sender replied to
 * @param occurredAt the gateway's own time of it
 * @param listOrder place in the gateway's list, higher is newer; null: it stands on no list
 * @param evidence the reply; the same one again changes nothing
 * @param onlyIfDisabled true for YES, which means something only from a phone that is off (L2)
 * @param basis what they replied; null: nobody knows the words
 */
public record OptIn(
    PhoneNumber phone,
    PhoneNumber sender,
    Instant occurredAt,
    @Nullable Long listOrder,
    String evidence,
    boolean onlyIfDisabled,
    @Nullable Basis basis) {

  /** One whose words nobody knows. */
  public OptIn(
      PhoneNumber phone,
      PhoneNumber sender,
      Instant occurredAt,
      @Nullable Long listOrder,
      String evidence,
      boolean onlyIfDisabled) {
    this(phone, sender, occurredAt, listOrder, evidence, onlyIfDisabled, null);
  }
}
