package org.heed.consent;

import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;

/**
 * A phone a text might go to.
 *
 * @param type as listed; Other where only the number is known
 * @param textable false: a landline or an invalid number, as the gateway said (R5)
 * @param byOther whoever opted it out is somebody else it is or was listed for (O7, O10)
 */
public record Candidate(
    PhoneNumber number, PhoneType type, SmsStatus status, boolean textable, boolean byOther) {

  /** A phone whose opt-out, if there is one, is its person's own. */
  public Candidate(PhoneNumber number, PhoneType type, SmsStatus status, boolean textable) {
    this(number, type, status, textable, false);
  }
}
