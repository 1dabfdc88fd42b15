package org.heed.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.History;
import org.heed.consent.Refusal;
import org.heed.desk.ListingHistory;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.desk.PhoneSheet;
import org.heed.desk.WayBack;
import org.jspecify.annotations.Nullable;

/** A person's sheet as text for a terminal, and as data. */
final class PersonPage {
  private static final int TEXT = 60;

  private final PhoneNumbers numbers;
  private final Senders senders;
  private final WayBack wayBack;
  private final ZoneId zone;

  static PersonPage of(Application application) {
    return new PersonPage(
        application.bean(PhoneNumbers.class),
        application.bean(Senders.class),
        application.bean(WayBack.class),
        application.bean(Institution.class).zone());
  }

  private PersonPage(PhoneNumbers numbers, Senders senders, WayBack wayBack, ZoneId zone) {
    this.numbers = numbers;
    this.senders = senders;
    this.wayBack = wayBack;
    this.zone = zone;
  }

  List<String> text(PersonDesk.Sheet sheet) {
    List<String> lines = new ArrayList<>();
    Person person = sheet.person();
    if (person == null) {
      lines.add("Nobody lists this phone now");
    } else {
      lines.add(person.title() + (person.email() == null ? "" : ", " + person.email()));
    }
    lines.add("");
    lines.add(sheet.phones().isEmpty() ? "No phone is listed." : "Phones");
    for (PhoneSheet phone : sheet.phones()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s  %-10s  %-8s  %s",
              numbers.national(phone.phone()),
              phone.type(),
              phone.status(),
              because(phone)));
      String words = phone.notTextable();
      if (words != null) {
        lines.add("      It cannot receive texts: " + words);
      }
      if (!phone.refused().isEmpty()) {
        lines.add(
            "      The gateway still refuses: "
                + String.join(", ", phone.refused().stream().map(this::sender).toList()));
      }
      Refusal held = phone.held();
      if (held != null) {
        lines.add("      On hold, messages go by email: a reply says that " + held.words());
      }
      lines.add("      To read out: " + wayBack.of(phone));
    }
    if (!sheet.messages().isEmpty()) {
      lines.add("");
      lines.add("Latest messages");
      sheet.messages().forEach(message -> lines.add("  " + line(message)));
    }
    lines.add("");
    lines.add(sheet.ledger().isEmpty() ? "Nobody has turned these phones on or off." : "History");
    sheet.ledger().forEach(event -> lines.add("  " + line(event)));
    if (!sheet.holds().isEmpty()) {
      lines.add("");
      lines.add("Holds");
      sheet.holds().forEach(fact -> lines.add("  " + HoldLines.line(fact, this)));
    }
    if (!sheet.listings().isEmpty()) {
      lines.add("");
      lines.add("Listed");
      sheet.listings().forEach(listing -> lines.add("  " + line(listing)));
    }
    return lines;
  }

  /** Since when, and until when, a phone was listed for somebody. */
  String line(ListingHistory.Listing listing) {
    Instant until = listing.until();
    return local(listing.from())
        + "  "
        + numbers.national(listing.phone())
        + "  "
        + listing.type()
        + " of "
        + listing.person().title()
        + evidence(listing.by())
        + (until == null ? "" : ", until " + local(until) + evidence(listing.endedBy()));
  }

  private static String evidence(@Nullable String by) {
    return by == null ? "" : "; evidence: " + by;
  }

  private String because(PhoneSheet phone) {
    History.Event event = phone.because();
    return event == null
        ? "nobody has said anything"
        : "since " + local(event.occurredAt()) + ", " + learned(event);
  }

  /** One event of the ledger, with its evidence. */
  String line(History.Event event) {
    PhoneNumber from = event.saidFrom();
    String reason = event.reason();
    return local(event.occurredAt())
        + "  "
        + numbers.national(event.phone())
        + "  "
        + event.status()
        + "  "
        + learned(event)
        + (from == null || from.equals(event.phone())
            ? ""
            : ", said from " + numbers.national(from))
        + "; evidence: "
        + event.evidence()
        + (reason == null ? "" : "; reason: " + reason)
        + "; recorded "
        + local(event.recordedAt());
  }

  private String learned(History.Event event) {
    PhoneNumber sender = event.sender();
    String to = sender == null ? "what is no sender of ours" : sender(sender);
    return switch (event.learnedFrom()) {
      case GATEWAY_21610 -> "a text from " + to + " was refused (21610)";
      case REPLY -> "the reply to " + to;
      case STAFF -> "staff said so";
      case IMPORT -> "a consent file";
    };
  }

  private String line(PersonDesk.Sent message) {
    String channel = message.channel();
    String error = message.error();
    return local(message.queuedAt())
        + "  message "
        + message.messageId()
        + "  "
        + message.status()
        + (channel == null ? "" : channel.equals("SMS") ? " by text" : " by email")
        + ", from "
        + sender(message.sender())
        + ", campaign "
        + message.campaign()
        + (error == null ? "" : ", " + error)
        + ": "
        + cut(message.body());
  }

  static String cut(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= TEXT ? line : line.substring(0, TEXT) + "...";
  }

  String sender(String address) {
    return senders.nameOf(address);
  }

  private String sender(PhoneNumber number) {
    return senders.of(number).map(Sender::name).orElse(numbers.international(number));
  }

  Map<String, @Nullable Object> object(PersonDesk.Sheet sheet) {
    Person person = sheet.person();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("student_id", person == null ? null : person.studentId());
    all.put("first_name", person == null ? null : person.firstName());
    all.put("last_name", person == null ? null : person.lastName());
    all.put("email", person == null ? null : person.email());
    all.put("phones", sheet.phones().stream().map(this::object).toList());
    all.put("messages", sheet.messages().stream().map(this::object).toList());
    all.put("history", sheet.ledger().stream().map(this::object).toList());
    all.put("listings", sheet.listings().stream().map(this::object).toList());
    all.put("holds", sheet.holds().stream().map(fact -> HoldLines.object(fact, this)).toList());
    return all;
  }

  /** One listing as data. */
  Map<String, @Nullable Object> object(ListingHistory.Listing listing) {
    Instant until = listing.until();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", listing.phone().e164());
    all.put("phone_type", listing.type());
    all.put("student_id", listing.person().studentId());
    all.put("listed_at", local(listing.from()));
    all.put("evidence", listing.by());
    all.put("ended_at", until == null ? null : local(until));
    all.put("ended_evidence", listing.endedBy());
    return all;
  }

  private Map<String, @Nullable Object> object(PhoneSheet phone) {
    History.Event because = phone.because();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", phone.phone().e164());
    all.put("phone_type", phone.type());
    all.put("sms_status", phone.status().name());
    all.put("since", because == null ? null : local(because.occurredAt()));
    all.put("because", because == null ? null : object(because));
    all.put("refused_senders", phone.refused().stream().map(PhoneNumber::e164).toList());
    all.put("not_textable", phone.notTextable());
    all.put("on_hold", phone.held() == null ? null : phone.held().name());
    all.put("way_back", wayBack.of(phone));
    return all;
  }

  private Map<String, @Nullable Object> object(PersonDesk.Sent message) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("message_id", message.messageId());
    all.put("campaign", message.campaign());
    all.put("queued_at", local(message.queuedAt()));
    all.put("sender", message.sender().e164());
    all.put("status", message.status());
    all.put("channel", message.channel());
    all.put("destination", message.destination());
    all.put("error", message.error());
    all.put("message", message.body());
    return all;
  }

  /** One event of the ledger as data. */
  Map<String, @Nullable Object> object(History.Event event) {
    PhoneNumber sender = event.sender();
    PhoneNumber from = event.saidFrom();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", event.phone().e164());
    all.put("sms_status", event.status().name());
    all.put("occurred_at", local(event.occurredAt()));
    all.put("recorded_at", local(event.recordedAt()));
    all.put("learned_from", event.learnedFrom().name());
    all.put("sender", sender == null ? null : sender.e164());
    all.put("said_from", from == null ? null : from.e164());
    all.put("evidence", event.evidence());
    all.put("reason", event.reason());
    return all;
  }

  String phone(PhoneNumber number) {
    return numbers.national(number);
  }

  String local(Instant time) {
    return Institution.local(time, zone);
  }
}
