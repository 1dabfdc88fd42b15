package org.heed.consent;

import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.jspecify.annotations.Nullable;

/**
 * A phone a text might go to.
 *
 * @param type as listed; Other where only the number is known
 * @param textable false: a landline or an invalid number, as the gateway said (R5)
 * @param byOther whoever opted it out is somebody else it is or was listed for (O7, O10)
 * @param held the reply it is held for (L3); null: it is not
 * @param basis the event on whose basis a text to it rests (E4); null: on none
 */
public record Candidate(
    PhoneNumber number,
    PhoneType type,
    SmsStatus status,
    boolean textable,
    boolean byOther,
    @Nullable Refusal held,
    @Nullable Long basis) {

  /** A phone whose opt-out, if there is one, is its person's own. */
  public Candidate(PhoneNumber number, PhoneType type, SmsStatus status, boolean textable) {
    this(number, type, status, textable, false, null, null);
  }

  /** The same phone while its person is held, whatever it is held for itself. */
  public Candidate ofHeldPerson() {
    return new Candidate(number, type, status, textable, byOther, Refusal.NO_MORE, basis);
  }
}
