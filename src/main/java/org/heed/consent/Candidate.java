package org.heed.consent;

import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;

/**
 * A phone a text might go to.
 *
 * @param type as listed; Other where only the number is known
 * @param textable false: a landline or an invalid number, as the gateway said (R5)
 */
public record Candidate(PhoneNumber number, PhoneType type, SmsStatus status, boolean textable) {}
