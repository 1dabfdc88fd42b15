package org.heed.delivery;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.Candidate;
import org.heed.consent.ConsentLedger;
import org.heed.consent.PhoneBook;
import org.heed.consent.Reason;
import org.heed.consent.SmsStatus;
import org.heed.mail.Letter;
import org.springframework.stereotype.Component;

/** Writes the email that takes a text's place: the message, and why it comes by email (R8). */
@Component
class Letters {
  /** A letter and the message it carries. */
  record Addressed(QueuedEmail email, Letter letter) {}

  private final PhoneBook phones;
  private final ConsentLedger ledger;
  private final Senders senders;
  private final Institution institution;
  private final Template page = template();

  Letters(PhoneBook phones, ConsentLedger ledger, Senders senders, Institution institution) {
    this.phones = phones;
    this.ledger = ledger;
    this.senders = senders;
    this.institution = institution;
  }

  /** The letters of one page, in few statements for all of them. */
  List<Addressed> write(List<QueuedEmail> emails) {
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
    List<Addressed> letters = new ArrayList<>();
    for (QueuedEmail email : emails) {
      Set<PhoneNumber> start = new LinkedHashSet<>();
      for (PhoneNumber number : off.getOrDefault(email, Set.of())) {
        start.addAll(refused.getOrDefault(number, List.of()));
      }
      if (email.optedOut() && start.isEmpty()) {
        start.add(email.sender());
      }
      letters.add(new Addressed(email, letter(email, start)));
    }
    return letters;
  }

  private Letter letter(QueuedEmail email, Set<PhoneNumber> start) {
    String why = why(email, start);
    String from = "From " + email.senderName() + institutionName();
    String text = email.body().strip() + "\n\n-- \n" + from + "\n" + why + "\n";
    String html =
        page.execute(
            Map.of("lines", email.body().strip().lines().toList(), "from", from, "why", why));
    String subject = email.subject();
    return new Letter(
        "heed." + email.id() + "." + Integer.toHexString((email.to() + email.body()).hashCode()),
        email.to(),
        subject == null || subject.isBlank() ? "Message from " + email.senderName() : subject,
        text,
        html,
        List.of());
  }

  private String why(QueuedEmail email, Set<PhoneNumber> start) {
    if (!start.isEmpty()) {
      return "You get this by email because "
          + (email.byOther()
              ? "somebody else your phone is or was listed for opted it out of our texts. To get"
                  + " texts, text"
              : "you opted out of our texts. To get texts again, text")
          + " START from your phone to "
          + start.stream().map(this::named).collect(Collectors.joining(" and to "))
          + ".";
    }
    Reason reason = email.reason();
    return "You get this by email because "
        + (reason == null ? Reason.NO_PHONE : reason).words()
        + ".";
  }

  private String named(PhoneNumber number) {
    return number.e164()
        + senders
            .of(number)
            .map(Sender::name)
            .filter(n -> !n.startsWith("+"))
            .map(n -> " (" + n + ")")
            .orElse("");
  }

  private String institutionName() {
    String name = institution.name();
    return name == null ? "" : ", " + name;
  }

  private static Template template() {
    try (InputStream file =
        Objects.requireNonNull(
            Letters.class.getResourceAsStream("email.mustache"), "email.mustache")) {
      return Mustache.compiler()
          .escapeHTML(true)
          .compile(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
