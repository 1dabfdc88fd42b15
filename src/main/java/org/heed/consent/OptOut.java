package org.heed.consent;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Somebody opted out (O1).
 *
 * @param phone the phone that was refused or replied from
 * @param personId whose other phones it covers (O7); null: those of everybody who lists the phone
 * @param sender the sender that was refused or replied to; null: it has no phone number
 * @param occurredAt the gateway's own time of it
 * @param listOrder place in the gateway's list, higher is newer; null: it stands on no list
 * @param learnedFrom what told Heed
 * @param evidence the refused message or the reply; the same one again changes nothing
 */
public record OptOut(
    PhoneNumber phone,
    @Nullable Long personId,
    @Nullable PhoneNumber sender,
    Instant occurredAt,
    @Nullable Long listOrder,
    LearnedFrom learnedFrom,
    String evidence) {}
