package org.heed.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.consent.SmsStatus;
import org.heed.desk.Finder;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.queue.QueuedFor;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** What staff have done to phones, as they read it: whose they are, and what comes of it. */
final class ChangedPhones {
  private final Application application;
  private final SmsStatus status;

  ChangedPhones(Application application, SmsStatus status) {
    this.application = application;
    this.status = status;
  }

  /**
   * A line for each person; one where nobody lists the phone.
   *
   * @param already they were so before
   */
  List<String> lines(Finder.Found found, List<PhoneNumber> phones, boolean already) {
    if (phones.isEmpty()) {
      return List.of();
    }
    if (found.people().isEmpty()) {
      return List.of(Phrases.of("staff.nobody", what(phones, already)));
    }
    List<String> lines = new ArrayList<>();
    for (Person person : found.people()) {
      List<PhoneNumber> theirs =
          found.phone() != null
              ? phones
              : application.bean(Finder.class).phones(person).stream()
                  .filter(phones::contains)
                  .toList();
      if (theirs.isEmpty()) {
        continue;
      }
      lines.add(
          Phrases.of("staff.changed", person.name(), what(theirs, already))
              + (status == SmsStatus.DISABLED ? queued(person, theirs) : ""));
    }
    return lines;
  }

  private String what(List<PhoneNumber> phones, boolean already) {
    PhoneNumbers numbers = application.bean(PhoneNumbers.class);
    return Phrases.of(
        "staff." + status + (already ? ".already" : ""),
        phones.stream().map(numbers::national).collect(Collectors.joining(", ")));
  }

  private String queued(Person person, List<PhoneNumber> phones) {
    boolean all =
        application.bean(PersonDesk.class).phones(person).stream()
            .allMatch(sheet -> sheet.status() == SmsStatus.DISABLED);
    long queued = application.bean(QueuedFor.class).count(person.id(), phones, all);
    String email = person.email();
    return queued == 0
        ? ""
        : Phrases.of(
            email == null || email.isBlank() ? "staff.queued.nowhere" : "staff.queued",
            Words.count(queued, "queued message"),
            queued);
  }
}
