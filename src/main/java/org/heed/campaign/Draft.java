package org.heed.campaign;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.csv.Cells;
import org.heed.people.People;
import org.heed.queue.Messages.NewMessage;
import org.jspecify.annotations.Nullable;

/**
 * The message a campaign's row asks for.
 *
 * @param person whom it is for; id 0: not known yet
 * @param phone the phone the row names; null: it names the person only
 * @param email as the row says; null: as the person's
 * @param byPhone whether the row names a phone and no student
 * @param ifUnknown hold or resend
 * @param urgent whether it passes the limit of texts per person (R11)
 */
public record Draft(
    long line,
    People.Person person,
    @Nullable PhoneNumber phone,
    boolean byPhone,
    Sender sender,
    String body,
    @Nullable String subject,
    @Nullable String email,
    String ifUnknown,
    @Nullable Instant sendAfter,
    boolean urgent) {

  /** A hash of its person, sender and words. */
  public long personWords() {
    return personWords(person.id(), sender.number().e164(), body);
  }

  /** A hash of the phone its row names, sender and words; null: the row names none. */
  public @Nullable Long phoneWords() {
    return phone == null ? null : phoneWords(phone.e164(), sender.number().e164(), body);
  }

  public NewMessage queued(long campaignId, OffsetDateTime now) {
    return new NewMessage(
        campaignId,
        line,
        person.id(),
        phone == null ? null : phone.e164(),
        sender.number().e164(),
        body,
        subject,
        email,
        ifUnknown,
        sendAfter,
        urgent,
        now,
        personWords(),
        phoneWords());
  }

  public static long personWords(long person, String sender, String body) {
    return Cells.hash("person", String.valueOf(person), sender, body);
  }

  public static long phoneWords(String phone, String sender, String body) {
    return Cells.hash("phone", phone, sender, body);
  }

  Draft to(long personId) {
    return new Draft(
        line,
        person.withId(personId),
        phone,
        byPhone,
        sender,
        body,
        subject,
        email,
        ifUnknown,
        sendAfter,
        urgent);
  }
}
