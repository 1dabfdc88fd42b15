package org.heed.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heed.address.Institution;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.chain.Chain;
import org.heed.chain.Fact;
import org.heed.desk.Delivery;
import org.heed.desk.PersonDesk;
import org.heed.evidence.CaseFile.Sealed;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds everything there is of a number or a person, in the caller's one moment. */
@Component
final class Gathering {
  private final PersonDesk desk;
  private final Chain chain;
  private final Senders senders;
  private final Institution institution;
  private final NamedSources sources;
  private final Clock clock;

  Gathering(
      PersonDesk desk,
      Chain chain,
      Senders senders,
      Institution institution,
      NamedSources sources,
      Clock clock) {
    this.desk = desk;
    this.chain = chain;
    this.senders = senders;
    this.institution = institution;
    this.sources = sources;
    this.clock = clock;
  }

  /** What was found, and the facts it rests on. */
  record Found(CaseFile file, List<Sealed> facts) {}

  private record Whom(Set<String> numbers, Set<Long> people, Set<Long> messages) {
    private static Whom of(List<PersonDesk.Sheet> sheets) {
      Whom whom = new Whom(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
      for (PersonDesk.Sheet sheet : sheets) {
        sheet.phones().forEach(phone -> whom.numbers.add(phone.phone().e164()));
        var person = sheet.person();
        if (person != null) {
          whom.people.add(person.id());
          sheet.listings().stream()
              .filter(listing -> listing.person().id() == person.id())
              .forEach(listing -> whom.numbers.add(listing.phone().e164()));
        }
        sheet.messages().forEach(message -> whom.messages.add(message.messageId()));
      }
      return whom;
    }
  }

  /**
   * Gathers it.
   *
   * @param until null: now
   */
  Found gather(String asked, @Nullable Instant until, String version) {
    Instant now = clock.instant();
    Instant end = until == null ? now : until;
    List<PersonDesk.Sheet> sheets = desk.find(asked);
    Whom whom = Whom.of(sheets);
    Map<Fact, Long> facts = new LinkedHashMap<>();
    chain
        .about(whom.numbers(), whom.people(), whom.messages())
        .forEach(
            (fact, position) -> {
              if (!fact.at().isAfter(end)) {
                facts.put(fact, position);
              }
            });
    CaseFile names = head(asked, end, now, version, sheets, sources.wordings(facts.keySet()));
    List<Item> items = new ArrayList<>();
    facts.forEach((fact, position) -> items.add(FactItems.of(fact, names, position)));
    Map<Long, Delivery> sent = new TreeMap<>();
    sheets.forEach(
        sheet -> sheet.messages().forEach(message -> sent.put(message.messageId(), message)));
    items.addAll(replies(sheets, names));
    sent.values().forEach(message -> DeliveryItems.add(message, names, items));
    return new Found(
        whole(
            names,
            shown(items, end),
            facts,
            whom.numbers(),
            sources.files(sheets, sent.values(), facts.keySet(), end)),
        facts.entrySet().stream()
            .map(one -> new Sealed(one.getValue(), one.getKey().text()))
            .toList());
  }

  private static List<Item> shown(List<Item> items, Instant end) {
    return items.stream()
        .filter(item -> !Instant.parse(item.at()).isAfter(end))
        .sorted(
            Comparator.comparing((Item item) -> Instant.parse(item.at()))
                .thenComparing(Gathering::inItsMoment)
                .thenComparing(Item::position))
        .toList();
  }

  private static Collection<Item> replies(List<PersonDesk.Sheet> sheets, CaseFile names) {
    Map<String, Item> said = new LinkedHashMap<>();
    for (PersonDesk.Sheet sheet : sheets) {
      sheet
          .replies()
          .forEach(
              reply ->
                  said.put(
                      reply.sid(),
                      new Item(
                          reply.at().toString(),
                          "reply",
                          reply.phone().e164(),
                          names.sender(reply.sender()),
                          reply.body(),
                          Phrases.of("evidence.reply", reply.sid()),
                          "",
                          "",
                          "",
                          0)));
    }
    return said.values();
  }

  /** In one moment a refused text is before the opt-out it tells of, and the email after it. */
  private static int inItsMoment(Item item) {
    return switch (item.what()) {
      case "reply" -> 0;
      case "on" -> 1;
      case "text.sent", "text.not", "queued" -> 2;
      case "email.sent", "email.not" -> 4;
      default -> 3;
    };
  }

  private CaseFile head(
      String asked,
      Instant until,
      Instant now,
      String version,
      List<PersonDesk.Sheet> sheets,
      Map<String, String> wordings) {
    Map<String, String> named = new TreeMap<>();
    for (Sender sender : senders.all()) {
      named.put(sender.number().e164(), sender.name());
    }
    String name = institution.name();
    return new CaseFile(
        CaseFile.FORMAT,
        version,
        now.toString(),
        until.toString(),
        institution.zone().getId(),
        name == null ? "" : name,
        asked,
        sheets.stream()
            .map(sheet -> sheet.person())
            .map(person -> person == null ? Phrases.of("evidence.nobody") : person.name())
            .distinct()
            .toList(),
        listed(sheets, until),
        List.of(),
        named,
        wordings,
        List.of(),
        List.of(),
        "");
  }

  private static List<CaseFile.Listed> listed(List<PersonDesk.Sheet> sheets, Instant until) {
    return sheets.stream()
        .flatMap(sheet -> sheet.listings().stream())
        .distinct()
        .filter(listing -> !listing.from().isAfter(until))
        .map(
            listing ->
                new CaseFile.Listed(
                    listing.phone().e164(),
                    listing.type(),
                    listing.person().name(),
                    listing.from().toString(),
                    listing.until() == null ? "" : String.valueOf(listing.until()),
                    listing.by() == null ? "" : String.valueOf(listing.by())))
        .toList();
  }

  private CaseFile whole(
      CaseFile names,
      List<Item> items,
      Map<Fact, Long> facts,
      Set<String> numbers,
      List<CaseFile.Source> files) {
    return new CaseFile(
        names.format(),
        names.version(),
        names.madeAt(),
        names.until(),
        names.zone(),
        names.institution(),
        names.asked(),
        names.people(),
        names.phones(),
        Decided.of(numbers, facts),
        names.senders(),
        names.wordings(),
        items,
        files,
        chain.state().head().text());
  }
}
