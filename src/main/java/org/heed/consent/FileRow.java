package org.heed.consent;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * One row of a consent file, read and found sound: what it says about one phone.
 *
 * @param phone the phone; need not be listed for anybody
 * @param personId the person the row names; null: the row names the phone only
 * @param status ENABLED or DISABLED
 * @param at when it happened, as the row says; null: when the file was taken
 * @param reason as written; empty: none given
 * @param evidence file and line: {@code optouts.csv line 17}
 * @param basis on what an ENABLED rests; null: the row does not say
 */
public record FileRow(
    PhoneNumber phone,
    @Nullable Long personId,
    SmsStatus status,
    @Nullable Instant at,
    String reason,
    String evidence,
    @Nullable Basis basis) {

  /** One that does not say on what it rests. */
  public FileRow(
      PhoneNumber phone,
      @Nullable Long personId,
      SmsStatus status,
      @Nullable Instant at,
      String reason,
      String evidence) {
    this(phone, personId, status, at, reason, evidence, null);
  }
}
