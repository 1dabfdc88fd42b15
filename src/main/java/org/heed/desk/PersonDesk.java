package org.heed.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.consent.ConsentLedger;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.gateway.Codes;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Everything about one person, or about a phone nobody lists any more (E2). */
@Component
public class PersonDesk {
  private static final String PHONES =
      """
      select f.number, f.sms_status, f.not_textable_code, f.basis_by, l.phone_type,
      """
          + PhoneBook.HELD
          + """
           as held
          from phone f left join listing l on l.number = f.number and l.person_id = :person
          where f.number in (:numbers)
          order by coalesce(l.position, 0), f.number
          """;
  // More who share a phone or an address are told apart by their ids.
  private static final int MOST = 20;

  private final NamedParameterJdbcTemplate named;
  private final Finder finder;
  private final ConsentLedger ledger;
  private final History history;
  private final ListingHistory listings;
  private final Holds holds;
  private final Deliveries deliveries;
  private final ReplyBook replies;

  PersonDesk(
      JdbcTemplate jdbc,
      Finder finder,
      ConsentLedger ledger,
      History history,
      ListingHistory listings,
      Holds holds,
      Deliveries deliveries,
      ReplyBook replies) {
    this.deliveries = deliveries;
    this.replies = replies;
    this.holds = holds;
    this.listings = listings;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.finder = finder;
    this.ledger = ledger;
    this.history = history;
  }

  /**
   * Everything about one.
   *
   * @param person null: nobody lists the phone
   * @param messages of the person, and those of others that went to these phones; newest first
   * @param replies of the phones, also of those listed once, oldest first
   * @param ledger every event of the phones, also of those listed once, in the order of recording
   * @param listings which of them was listed for whom and when
   * @param holds what was said in plain words and decided about it (L3)
   */
  public record Sheet(
      @Nullable Person person,
      List<PhoneSheet> phones,
      List<Delivery> messages,
      List<Reply> replies,
      List<History.Event> ledger,
      List<ListingHistory.Listing> listings,
      List<Holds.Fact> holds) {}

  /**
   * A sheet for everybody who is found; of a phone that a crowd lists one for the phone itself.
   *
   * @throws ConfigurationProblem when nobody is, or a crowd has the address
   */
  public List<Sheet> find(String text) {
    Finder.Found found = finder.find(text);
    PhoneNumber phone = found.phone();
    List<Sheet> sheets = new ArrayList<>();
    List<Person> people = found.people();
    if (people.size() > MOST && phone == null) {
      throw new ConfigurationProblem(Phrases.of("person.many", people.size(), text.strip()));
    }
    if (people.size() <= MOST) {
      people.forEach(person -> sheets.add(sheet(person, person, finder.phones(person))));
    }
    if (sheets.isEmpty() && phone != null) {
      sheets.add(sheet(null, people.isEmpty() ? null : people.get(0), List.of(phone)));
    }
    return sheets;
  }

  /** The phones listed for a person now, in listing order. */
  public List<PhoneSheet> phones(Person person) {
    List<PhoneNumber> phones = finder.phones(person);
    return phones.isEmpty() ? List.of() : phones(person, phones);
  }

  /** A known phone, whoever lists it. */
  public PhoneSheet phone(PhoneNumber phone) {
    return phones(null, List.of(phone)).get(0);
  }

  /**
   * @param lister somebody who lists them; null: nobody does
   */
  private Sheet sheet(@Nullable Person person, @Nullable Person lister, List<PhoneNumber> phones) {
    List<ListingHistory.Listing> listed = listings.of(person, phones);
    List<PhoneNumber> ever =
        Stream.concat(phones.stream(), listed.stream().map(ListingHistory.Listing::phone))
            .distinct()
            .toList();
    List<History.Event> events = history.of(ever);
    return new Sheet(
        person,
        phones.isEmpty() ? List.of() : phones(lister, phones),
        deliveries.of(person, ever),
        replies.of(ever, events),
        events,
        listed,
        holds.of(person == null ? null : person.id(), ever));
  }

  private List<PhoneSheet> phones(@Nullable Person person, Collection<PhoneNumber> phones) {
    Map<PhoneNumber, List<PhoneNumber>> refused = ledger.refusedSenders(phones);
    Map<PhoneNumber, History.Event> because = history.decidingAt(Instant.MAX, phones);
    return named.query(
        PHONES,
        Map.of(
            "person",
            person == null ? -1 : person.id(),
            "numbers",
            phones.stream().map(PhoneNumber::e164).toList()),
        (row, n) -> {
          PhoneNumber phone = new PhoneNumber(row.getString("number"));
          String type = row.getString("phone_type");
          int code = row.getInt("not_textable_code");
          String words = row.wasNull() ? null : Codes.words(code);
          return new PhoneSheet(
              phone,
              type == null ? Phrases.of("phone.not.listed") : type,
              SmsStatus.valueOf(row.getString("sms_status")),
              because.get(phone),
              refused.getOrDefault(phone, List.of()),
              words,
              PhoneBook.refusal(row.getString("held")),
              row.getObject("basis_by", Long.class));
        });
  }
}
