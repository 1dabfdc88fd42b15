package org.heed.desk;

import java.util.List;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.History;
import org.heed.consent.SmsStatus;
import org.springframework.stereotype.Component;

/** What would turn texts to a phone on again: one sentence to be read out. */
@Component
public class WayBack {
  private final Senders senders;
  private final PhoneNumbers numbers;

  WayBack(Senders senders, PhoneNumbers numbers) {
    this.senders = senders;
    this.numbers = numbers;
  }

  /** The sentence; it always ends with a full stop. */
  public String of(PhoneSheet sheet) {
    String from = " from " + numbers.national(sheet.phone());
    String refusing = join(sheet.refused(), " and to ");
    History.Event because = sheet.because();
    if (sheet.status() != SmsStatus.DISABLED && sheet.held() != null) {
      return "This phone is on hold until the office has decided about a reply, or until you text"
          + " START to "
          + (sheet.refused().isEmpty() ? any(because) : refusing)
          + " from the phone that reply came from.";
    }
    if (sheet.status() != SmsStatus.DISABLED) {
      return sheet.refused().isEmpty()
          ? "This phone may be texted."
          : "This phone may be texted, but the gateway still refuses some senders: text START to "
              + refusing
              + from
              + "; staff cannot do this for you.";
    }
    if (because != null && !because.saidByThePerson()) {
      return sheet.refused().isEmpty()
          ? "Staff turned this phone off and can turn it on again, or text START to "
              + any(because)
              + from
              + "."
          : "Staff turned this phone off and can turn it on again; the gateway refuses it all the"
              + " same until you text START to "
              + refusing
              + from
              + ".";
    }
    return "Text START to "
        + (sheet.refused().isEmpty() ? any(because) : refusing)
        + from
        + "; staff cannot do this for you.";
  }

  /** The same for a phone whose senders the gateway still refuses. */
  public String ofRefused(PhoneNumber phone, SmsStatus status, List<PhoneNumber> refused) {
    return of(new PhoneSheet(phone, "", status, null, refused, null, null));
  }

  private String any(History.@org.jspecify.annotations.Nullable Event because) {
    PhoneNumber told = because == null ? null : because.sender();
    List<Sender> all = senders.all();
    return told != null
        ? name(told)
        : all.isEmpty() ? "one of our numbers" : name(all.get(0).number());
  }

  private String join(List<PhoneNumber> refused, String between) {
    return refused.stream().map(this::name).collect(Collectors.joining(between));
  }

  /** The number as it is dialled, and whose it is. */
  private String name(PhoneNumber sender) {
    return senders
        .of(sender)
        .map(known -> numbers.international(sender) + " (" + known.name() + ")")
        .orElse(numbers.international(sender));
  }
}
