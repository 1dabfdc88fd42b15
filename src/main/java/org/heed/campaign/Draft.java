package org.heed.campaign;

import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.jspecify.annotations.Nullable;

/**
 * The message a campaign's row asks for.
 *
 * @param person whom it is for; id 0: not known yet
 * @param phone the phone the row names; null: it names the person only
 * @param email as the row says; null: as the person's
 * @param ifUnknown hold or resend
 */
record Draft(
    long line,
    People.Person person,
    @Nullable PhoneNumber phone,
    Sender sender,
    String body,
    @Nullable String subject,
    @Nullable String email,
    String ifUnknown,
    @Nullable Instant sendAfter) {

  Draft to(long personId) {
    return new Draft(
        line, person.withId(personId), phone, sender, body, subject, email, ifUnknown, sendAfter);
  }
}
