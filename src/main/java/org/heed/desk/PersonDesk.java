package org.heed.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.ConsentLedger;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.gateway.Codes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Everything about one person, or about a phone nobody lists any more (E2). */
@Component
public class PersonDesk {
  private static final String PHONES =
      """
      select f.number, f.sms_status, f.not_textable_code, l.phone_type,
      """
          + PhoneBook.HELD
          + """
           as held
          from phone f left join listing l on l.number = f.number and l.person_id = :person
          where f.number in (:numbers)
          order by coalesce(l.position, 0), f.number
          """;
  private static final String MESSAGES =
      """
      select m.id, c.name as campaign, m.queued_at, m.sender, m.status, m.channel, m.destination,
        m.body, m.error
      from message m join campaign c on c.id = m.campaign_id
      where m.person_id = ? and c.accepted_at is not null order by m.id desc fetch first 10 rows only
      """;

  private final NamedParameterJdbcTemplate named;
  private final JdbcTemplate jdbc;
  private final Finder finder;
  private final ConsentLedger ledger;
  private final History history;
  private final ListingHistory listings;
  private final Holds holds;

  PersonDesk(
      JdbcTemplate jdbc,
      Finder finder,
      ConsentLedger ledger,
      History history,
      ListingHistory listings,
      Holds holds) {
    this.holds = holds;
    this.listings = listings;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.finder = finder;
    this.ledger = ledger;
    this.history = history;
  }

  /** What became of one message. */
  public record Sent(
      long messageId,
      String campaign,
      Instant queuedAt,
      PhoneNumber sender,
      String status,
      @Nullable String channel,
      @Nullable String destination,
      String body,
      @Nullable String error) {}

  /**
   * Everything about one.
   *
   * @param person null: nobody lists the phone
   * @param messages the latest 10, newest first
   * @param ledger every event of the phones, also of those listed once, in the order of recording
   * @param listings which of them was listed for whom and when
   * @param holds what was said in plain words and decided about it (L3)
   */
  public record Sheet(
      @Nullable Person person,
      List<PhoneSheet> phones,
      List<Sent> messages,
      List<History.Event> ledger,
      List<ListingHistory.Listing> listings,
      List<Holds.Fact> holds) {}

  /**
   * A sheet for everybody who is found.
   *
   * @throws org.heed.address.ConfigurationProblem when nobody is
   */
  public List<Sheet> find(String text) {
    Finder.Found found = finder.find(text);
    PhoneNumber phone = found.phone();
    List<Sheet> sheets = new ArrayList<>();
    found.people().forEach(person -> sheets.add(sheet(person, finder.phones(person))));
    if (sheets.isEmpty() && phone != null) {
      sheets.add(sheet(null, List.of(phone)));
    }
    return sheets;
  }

  private Sheet sheet(@Nullable Person person, List<PhoneNumber> phones) {
    List<ListingHistory.Listing> listed = listings.of(person, phones);
    List<PhoneNumber> ever =
        Stream.concat(phones.stream(), listed.stream().map(ListingHistory.Listing::phone))
            .distinct()
            .toList();
    return new Sheet(
        person,
        phones.isEmpty() ? List.of() : phones(person, phones),
        person == null ? List.of() : jdbc.query(MESSAGES, PersonDesk::sent, person.id()),
        history.of(ever),
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
              type == null ? "not listed" : type,
              SmsStatus.valueOf(row.getString("sms_status")),
              because.get(phone),
              refused.getOrDefault(phone, List.of()),
              words,
              PhoneBook.refusal(row.getString("held")));
        });
  }

  private static Sent sent(ResultSet row, int n) throws SQLException {
    return new Sent(
        row.getLong("id"),
        row.getString("campaign"),
        Times.at(row, "queued_at"),
        new PhoneNumber(row.getString("sender")),
        row.getString("status"),
        row.getString("channel"),
        row.getString("destination"),
        row.getString("body"),
        row.getString("error"));
  }
}
