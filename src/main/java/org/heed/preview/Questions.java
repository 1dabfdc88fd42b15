package org.heed.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.campaign.PlannedMessage.Listed;
import org.heed.consent.Candidate;
import org.heed.consent.Inheritance;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.routing.Question;
import org.jspecify.annotations.Nullable;

/** Asks the routing rules as tonight's run would, with the phones that would be listed by then. */
final class Questions {
  private final PhoneBook phones;
  private final Inheritance inheritance;
  private final Instant at;

  Questions(PhoneBook phones, Inheritance inheritance, Instant at) {
    this.phones = phones;
    this.inheritance = inheritance;
    this.at = at;
  }

  /**
   * A message to be routed.
   *
   * @param named the phone it names; null: it names the person only
   * @param listed the person's phones
   * @param nobody whether it is for a number several people share, and for none of them
   */
  record Asked(
      long personId,
      @Nullable PhoneNumber named,
      List<Listed> listed,
      @Nullable String email,
      boolean nobody) {}

  /** A question for each, in few statements for all. */
  List<Question> of(List<Asked> messages) {
    Set<PhoneNumber> numbers = new HashSet<>();
    for (Asked message : messages) {
      PhoneNumber named = message.named();
      if (named != null) {
        numbers.add(named);
      }
      message.listed().forEach(phone -> numbers.add(phone.number()));
    }
    Map<PhoneNumber, Candidate> known = phones.numbers(numbers);
    Map<PhoneNumber, Long> decidedFor = phones.decidedFor(numbers);
    Set<Long> held = phones.held(messages.stream().map(Asked::personId).toList());
    List<Question> questions = new ArrayList<>();
    for (Asked message : messages) {
      PhoneNumber named = message.named();
      questions.add(
          new Question(
              named == null
                  ? null
                  : candidate(named, PhoneType.Other, message.personId(), known, decidedFor, held),
              message.listed().stream()
                  .map(
                      phone ->
                          candidate(
                              phone.number(),
                              phone.type(),
                              message.personId(),
                              known,
                              decidedFor,
                              held))
                  .toList(),
              message.email(),
              message.nobody(),
              at));
    }
    return questions;
  }

  private Candidate candidate(
      PhoneNumber number,
      PhoneType type,
      long personId,
      Map<PhoneNumber, Candidate> known,
      Map<PhoneNumber, Long> decidedFor,
      Set<Long> held) {
    Candidate found = known.get(number);
    boolean byOther = decidedFor.getOrDefault(number, personId) != personId;
    Candidate phone =
        found == null
            ? new Candidate(number, type, SmsStatus.DEFAULT, true)
            : new Candidate(number, type, found.status(), found.textable(), byOther, found.held());
    return inheritance.of(held.contains(personId) ? phone.ofHeldPerson() : phone, personId);
  }
}
