package org.heed.campaign;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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

  /** What it is known by (R12). */
  List<Long> words() {
    return words(person.id(), phone == null ? null : phone.e164(), sender.number().e164(), body);
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
        words());
  }

  /**
   * Hashes of person, sender and words, and of phone, sender and words.
   *
   * @param phone that the row names; null: none
   */
  public static List<Long> words(long person, @Nullable String phone, String sender, String body) {
    String same = Cells.sameWords(body);
    long ofPerson = Cells.hash("person", String.valueOf(person), sender, same);
    return phone == null
        ? List.of(ofPerson)
        : List.of(ofPerson, Cells.hash("phone", phone, sender, same));
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
