package org.heed.consent;

import com.carrotsearch.hppc.LongLongHashMap;
import org.heed.address.PhoneNumber;

/** Which phones the next night covers by an opt-out that was there before them (O6). */
public final class Inheritance {
  // The latest opt-out of each, by the event's id; 0: none.
  private final LongLongHashMap people = new LongLongHashMap();
  private final LongLongHashMap numbers = new LongLongHashMap();
  private final LongLongHashMap listers = new LongLongHashMap();

  Inheritance() {}

  void person(long id, long event) {
    people.put(id, Math.max(event, people.getOrDefault(id, 0)));
  }

  void number(PhoneNumber phone, long personId, long event) {
    cover(number(phone), personId, event);
  }

  /** A phone is to be listed for this person. */
  public void list(long personId, long number) {
    cover(number, personId, people.getOrDefault(personId, 0));
  }

  private void cover(long number, long personId, long event) {
    if (event > numbers.getOrDefault(number, 0)) {
      numbers.put(number, event);
      listers.put(number, personId);
    }
  }

  /** A person's phone as the night finds it. */
  public Candidate of(Candidate phone, long personId) {
    long number = number(phone.number());
    return phone.status() == SmsStatus.DEFAULT && numbers.containsKey(number)
        ? new Candidate(
            phone.number(),
            phone.type(),
            SmsStatus.DISABLED,
            phone.textable(),
            listers.get(number) != personId,
            phone.held())
        : phone;
  }

  private static long number(PhoneNumber phone) {
    return Long.parseLong(phone.e164().substring(1));
  }
}
