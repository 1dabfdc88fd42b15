package org.heed.desk;

import java.util.List;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.History;
import org.heed.consent.LearnedFrom;
import org.heed.consent.SmsStatus;
import org.heed.queue.Reason;
import org.heed.routing.Routing;
import org.heed.words.Phrases;
import org.springframework.stereotype.Component;

/** Whether texts go to a phone, and what would turn them on: one sentence to be read out. */
@Component
public class WayBack {
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Routing routing;

  WayBack(Senders senders, PhoneNumbers numbers, Routing routing) {
    this.routing = routing;
    this.senders = senders;
    this.numbers = numbers;
  }

  /** The sentence; it always ends with a full stop. */
  public String of(PhoneSheet sheet) {
    String from = Phrases.of("way.from", numbers.national(sheet.phone()));
    String refusing = join(sheet.refused(), Phrases.of("letter.and.to"));
    History.Event because = sheet.because();
    if (sheet.status() != SmsStatus.DISABLED && sheet.held() != null) {
      return Phrases.of("way.held", sheet.refused().isEmpty() ? any(because) : refusing);
    }
    if (sheet.status() != SmsStatus.DISABLED) {
      String to = sheet.refused().isEmpty() ? any(because) : refusing;
      Reason obstacle = routing.obstacle(sheet.candidate());
      return switch (obstacle == null ? Reason.NO_PHONE : obstacle) {
        case NOT_OPTED_IN -> Phrases.of("way.agree", to, from);
        case NO_BASIS -> Phrases.of("way.basis", to, from);
        case NOT_TEXTABLE -> Phrases.of("way.untextable");
        default ->
            sheet.refused().isEmpty()
                ? Phrases.of("way.open")
                : Phrases.of("way.open.refused", refusing, from);
      };
    }
    if (because != null && !because.saidByThePerson()) {
      boolean staff = because.learnedFrom() == LearnedFrom.STAFF;
      return sheet.refused().isEmpty()
          ? Phrases.of(staff ? "way.staff" : "way.file", any(because), from)
          : Phrases.of(staff ? "way.staff.refused" : "way.file.refused", refusing, from);
    }
    return Phrases.of("way.person", sheet.refused().isEmpty() ? any(because) : refusing, from);
  }

  /** Whether texts go to it, and no sender is refused. */
  public boolean isOpen(PhoneSheet sheet) {
    return sheet.refused().isEmpty() && routing.obstacle(sheet.candidate()) == null;
  }

  private String any(History.@org.jspecify.annotations.Nullable Event because) {
    PhoneNumber told = because == null ? null : because.sender();
    List<Sender> all = senders.all();
    return told != null
        ? name(told)
        : all.isEmpty() ? Phrases.of("way.any") : name(all.get(0).number());
  }

  private String join(List<PhoneNumber> refused, String between) {
    return refused.stream().map(this::name).collect(Collectors.joining(between));
  }

  /** The number, and whose it is. */
  private String name(PhoneNumber sender) {
    return senders
        .of(sender)
        .map(known -> numbers.national(sender) + " (" + known.name() + ")")
        .orElse(numbers.national(sender));
  }
}
