package org.heed.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heed.address.PhoneNumber;
import org.heed.consent.Basis;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.consent.Refusal;
import org.heed.consent.SmsStatus;
import org.heed.desk.ListingHistory;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.desk.PhoneSheet;
import org.heed.desk.Reply;
import org.heed.desk.WayBack;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** A person's sheet as text for a terminal. */
record PersonPage(PersonWords words, WayBack wayBack) {
  private static final int TEXT = 60;
  private static final int MOST = 20;

  static PersonPage of(Application application) {
    return new PersonPage(PersonWords.of(application), application.bean(WayBack.class));
  }

  List<String> text(PersonDesk.Sheet sheet) {
    List<String> lines = new ArrayList<>();
    Person person = sheet.person();
    if (person == null) {
      long crowd = sheet.listings().stream().filter(one -> one.until() == null).count();
      lines.add(Phrases.of(crowd == 0 ? "person.nobody" : "person.crowd", crowd));
    } else {
      lines.add(person.title() + (person.email() == null ? "" : ", " + person.email()));
    }
    lines.add("");
    lines.add(Phrases.of(sheet.phones().isEmpty() ? "person.no.phone" : "person.phones"));
    sheet.phones().forEach(phone -> lines.addAll(phone(phone, sheet.replies())));
    section(
        lines,
        "person.timeline",
        new Timeline(words).messages(sheet.messages()).replies(sheet.replies()).lines());
    List<String> events = each(sheet.ledger(), event -> line(event, sheet.replies()));
    section(lines, events.isEmpty() ? "person.no.history" : "person.history", events);
    section(lines, "person.holds", each(sheet.holds(), this::line));
    section(lines, "person.listed", listed(sheet));
    return lines;
  }

  /** The person's own, and some of the others who share or shared the phones. */
  private List<String> listed(PersonDesk.Sheet sheet) {
    List<ListingHistory.Listing> others =
        sheet.listings().stream().filter(one -> !one.person().equals(sheet.person())).toList();
    Set<ListingHistory.Listing> left =
        Set.copyOf(others.subList(Math.min(MOST, others.size()), others.size()));
    List<String> lines =
        new ArrayList<>(
            each(
                sheet.listings().stream().filter(one -> !left.contains(one)).toList(), this::line));
    if (!left.isEmpty()) {
      lines.add("  " + Phrases.of("person.listed.more", left.size()));
    }
    return lines;
  }

  private static <T> List<String> each(List<T> all, Function<T, String> line) {
    return all.stream().map(one -> "  " + line.apply(one)).toList();
  }

  private static void section(List<String> lines, String title, List<String> content) {
    if (!content.isEmpty() || title.equals("person.no.history")) {
      lines.add("");
      lines.add(Phrases.of(title));
      lines.addAll(content);
    }
  }

  private List<String> phone(PhoneSheet phone, List<Reply> replies) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s  %-10s  %-8s  %s",
            words.phone(phone.phone()),
            phone.type(),
            phone.status(),
            because(phone, replies)));
    String cannot = phone.notTextable();
    if (cannot != null) {
      lines.add("      " + Phrases.of("person.not.textable", cannot));
    }
    if (!phone.refused().isEmpty()) {
      lines.add(
          "      "
              + Phrases.of(
                  "person.refused",
                  String.join(", ", phone.refused().stream().map(words::sender).toList())));
    }
    Refusal held = phone.held();
    if (held != null) {
      lines.add("      " + Phrases.of("person.held", held.words()));
    }
    lines.add("      " + Phrases.of("person.way.back", wayBack.of(phone)));
    return lines;
  }

  private String because(PhoneSheet phone, List<Reply> replies) {
    History.Event event = phone.because();
    return event == null
        ? nobody(phone.phone(), replies, "")
        : Phrases.of("person.because", words.time(event.occurredAt()), learned(event, replies));
  }

  /**
   * Of a phone without an opt-out or an opt-in: that nobody has said anything, where it is true.
   *
   * @param past {@code .then} of another day
   */
  String nobody(PhoneNumber phone, List<Reply> replies, String past) {
    Optional<Reply> last =
        replies.stream()
            .filter(reply -> reply.phone().equals(phone))
            .max(Comparator.comparing(Reply::at));
    return last.map(
            reply ->
                Phrases.of(
                    "person.replied" + past,
                    words.time(reply.at()),
                    Words.line(reply.body(), TEXT),
                    words.sender(reply.sender())))
        .orElseGet(() -> Phrases.of("person.silent" + past));
  }

  /** Since when, and until when, a phone was listed for somebody. */
  String line(ListingHistory.Listing listing) {
    Instant until = listing.until();
    return words.time(listing.from())
        + "  "
        + Phrases.of(
            "listing.of", words.phone(listing.phone()), listing.type(), listing.person().title())
        + evidence(listing.by())
        + (until == null
            ? ""
            : Phrases.of("listing.until", words.time(until)) + evidence(listing.endedBy()));
  }

  private String evidence(@Nullable String by) {
    return by == null ? "" : Phrases.of("person.evidence", words.stored(by));
  }

  /**
   * One event of the ledger, with its evidence.
   *
   * @param replies of the phones, for its words
   */
  String line(History.Event event, List<Reply> replies) {
    PhoneNumber from = event.saidFrom();
    String reason = event.reason();
    return words.time(event.occurredAt())
        + "  "
        + words.phone(event.phone())
        + "  "
        + event.status()
        + "  "
        + learned(event, replies)
        + (from == null || from.equals(event.phone())
            ? ""
            : Phrases.of("event.from", words.phone(from)))
        + evidence(event.evidence())
        + (reason == null ? "" : Phrases.of("event.reason", reason))
        + basis(event)
        + Phrases.of("event.recorded", words.time(event.recordedAt()));
  }

  /** On what it rests; of a reply the reply itself is told. */
  private String basis(History.Event event) {
    Basis basis = event.basis();
    if (basis == null || event.saidByThePerson()) {
      return "";
    }
    String source = basis.source();
    Instant at = basis.capturedAt();
    String by = basis.capturedBy();
    String wording = basis.wording();
    return Phrases.of("event.basis", basis.basis())
        + (source == null ? "" : ", " + source)
        + (at == null ? "" : Phrases.of("event.basis.at", words.time(at)))
        + (by == null ? "" : Phrases.of("event.basis.by", by))
        + (wording == null ? "" : Phrases.of("event.basis.wording", Words.line(wording, 300)));
  }

  private String learned(History.Event event, List<Reply> replies) {
    PhoneNumber sender = event.sender();
    String to = sender == null ? Phrases.of("sender.none") : words.sender(sender);
    String said =
        replies.stream()
            .filter(reply -> event.restsOn(reply.sid()))
            .map(reply -> Words.line(reply.body(), TEXT))
            .findFirst()
            .orElse("");
    return switch (event.learnedFrom()) {
      case REPLY -> Phrases.of(said.isEmpty() ? "learned.reply" : "learned.reply.words", to, said);
      case GATEWAY_21610 -> Phrases.of("learned.refused", to);
      case STAFF ->
          Phrases.of(
              event.status() == SmsStatus.DISABLED ? "learned.staff.off" : "learned.staff.on",
              String.valueOf(event.staff()));
      case IMPORT -> Phrases.of("learned.file");
    };
  }

  /** One fact of a hold. */
  String line(Holds.Fact fact) {
    String staff = fact.staff();
    String review = String.valueOf(fact.reviewId());
    return words.time(fact.recordedAt())
        + "  "
        + words.phone(fact.phone())
        + "  "
        + (fact.kind() == Holds.Kind.HOLD
            ? Phrases.of(
                    "hold.taken",
                    words.time(fact.saidAt()),
                    words.sender(fact.sender()),
                    Words.line(fact.body(), TEXT))
                + (fact.standing() ? Phrases.of("hold.standing", review) : "")
            : Phrases.of(
                staff == null ? "hold.ended" : "hold.ended.by",
                fact.kind(),
                String.valueOf(fact.reason()),
                String.valueOf(staff)));
  }
}
