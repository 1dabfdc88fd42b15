package org.heed.email;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.Candidate;
import org.heed.consent.ConsentLedger;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.mail.Letter;
import org.heed.queue.QueuedEmail;
import org.heed.queue.Reason;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the email that takes a text's place: the message, and why it comes by email (R8). */
@Component
public class Letters {
  /** A letter and the message it carries. */
  public record Addressed(QueuedEmail email, Letter letter) {}

  private final PhoneBook phones;
  private final ConsentLedger ledger;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;

  Letters(
      PhoneBook phones,
      ConsentLedger ledger,
      Senders senders,
      PhoneNumbers numbers,
      Institution institution) {
    this.numbers = numbers;
    this.phones = phones;
    this.ledger = ledger;
    this.senders = senders;
    this.institution = institution;
  }

  /** The letters of one page, in few statements for all of them. */
  public List<Addressed> write(List<QueuedEmail> emails) {
    List<QueuedEmail> optedOut = emails.stream().filter(QueuedEmail::optedOut).toList();
    Map<Long, List<Candidate>> listed =
        phones.listed(optedOut.stream().map(QueuedEmail::personId).collect(Collectors.toSet()));
    Map<QueuedEmail, Set<PhoneNumber>> off = new LinkedHashMap<>();
    Set<PhoneNumber> all = new LinkedHashSet<>();
    for (QueuedEmail email : optedOut) {
      Set<PhoneNumber> numbers = new LinkedHashSet<>();
      PhoneNumber named = email.named();
      if (named != null) {
        numbers.add(named);
      }
      listed.getOrDefault(email.personId(), List.of()).stream()
          .filter(phone -> phone.status() == SmsStatus.DISABLED)
          .forEach(phone -> numbers.add(phone.number()));
      off.put(email, numbers);
      all.addAll(numbers);
    }
    Map<PhoneNumber, List<PhoneNumber>> refused = ledger.refusedSenders(all);
    EmailDesign design = design();
    List<Addressed> letters = new ArrayList<>();
    for (QueuedEmail email : emails) {
      Set<PhoneNumber> start = new LinkedHashSet<>();
      for (PhoneNumber number : off.getOrDefault(email, Set.of())) {
        start.addAll(refused.getOrDefault(number, List.of()));
      }
      if (email.optedOut() && start.isEmpty()) {
        start.add(email.sender());
      }
      letters.add(new Addressed(email, letter(design, email, start)));
    }
    return letters;
  }

  /**
   * Tries the institution's templates.
   *
   * @throws org.heed.address.ConfigurationProblem when no email can be written with them
   */
  public void check() {
    design();
  }

  private EmailDesign design() {
    return EmailDesign.in(institution.home(), institution.name());
  }

  private Letter letter(EmailDesign design, QueuedEmail email, Set<PhoneNumber> start) {
    String subject = email.subject();
    String title =
        subject == null || subject.isBlank()
            ? Phrases.of("letter.subject", email.senderName())
            : subject;
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("subject", title);
    values.put("message", email.body().strip());
    values.put("lines", email.body().strip().lines().toList());
    values.put("sender", email.senderName());
    values.put("from", Phrases.of("letter.from", email.senderName()));
    values.put("institution", institution.name());
    values.put("first_name", email.firstName());
    values.put("last_name", email.lastName());
    values.put("why", why(email, start));
    return new Letter(
        "heed." + email.id() + "." + Integer.toHexString((email.to() + email.body()).hashCode()),
        email.to(),
        title,
        design.text(values),
        design.html(values),
        design.pictures(),
        List.of());
  }

  private String why(QueuedEmail email, Set<PhoneNumber> start) {
    Reason reason = email.reason();
    return start.isEmpty()
        ? Phrases.of("letter.why", because(reason == null ? Reason.NO_PHONE : reason))
        : Phrases.of("letter.why", Phrases.of("letter.off"))
            + " "
            + Phrases.of(
                email.byOther() ? "letter.start" : "letter.start.again",
                start.stream()
                    .map(this::named)
                    .collect(Collectors.joining(Phrases.of("letter.and.to"))));
  }

  /** In words for the person: never that somebody else turned their texts off. */
  private static String because(Reason reason) {
    return switch (reason) {
      case NO_PHONE -> Phrases.of("letter.no.phone");
      case TEXT_LIMIT -> Phrases.of("letter.limit");
      case OPTED_OUT, OPTED_OUT_BY_OTHER, REFUSED, NO_MORE_ASKED, WRONG_NUMBER_SAID ->
          Phrases.of("letter.off");
      case NOT_OPTED_IN, NO_BASIS -> Phrases.of("letter.not.in");
      default -> Phrases.of("letter.failed");
    };
  }

  private String named(PhoneNumber number) {
    return numbers.national(number)
        + senders
            .of(number)
            .map(Sender::name)
            .filter(n -> !n.startsWith("+"))
            .map(n -> " (" + n + ")")
            .orElse("");
  }
}
