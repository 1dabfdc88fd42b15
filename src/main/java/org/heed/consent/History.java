package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger of a few phones, to be read by people (E2, E3). */
@Component
public class History {
  private static final String EVENTS =
      """
      select e.id, e.number, e.sms_status, e.occurred_at, e.recorded_at, e.learned_from, e.sender,
        e.said_from, e.evidence, e.reason, e.basis, e.basis_source, w.body as wording, e.captured_at,
        e.captured_by
      from consent_event e left join wording w on w.hash = e.wording_hash
      where e.number in (:numbers) order by e.id
      """;

  private final JdbcClient jdbc;
  private final LedgerTable table;

  History(JdbcTemplate template, LedgerTable table) {
    this.jdbc = JdbcClient.create(template);
    this.table = table;
  }

  /**
   * One event as it was recorded.
   *
   * @param occurredAt when it happened, by the gateway's clock where it has one
   * @param sender the institution's own number it was said to; null: none
   * @param saidFrom the phone it was said from; null: nobody's phone said it
   * @param basis on what it rests (E4); null: nobody said
   */
  public record Event(
      long id,
      PhoneNumber phone,
      SmsStatus status,
      Instant occurredAt,
      Instant recordedAt,
      LearnedFrom learnedFrom,
      @Nullable PhoneNumber sender,
      @Nullable PhoneNumber saidFrom,
      String evidence,
      @Nullable String reason,
      @Nullable Basis basis) {

    /** Whether the person said it. */
    public boolean saidByThePerson() {
      return learnedFrom.saidByThePerson();
    }

    /** Who at the institution decided; null: nobody there did. */
    public @Nullable String staff() {
      return learnedFrom == LearnedFrom.STAFF ? StaffEvidence.name(evidence) : null;
    }

    /** Whether this reply is its evidence. */
    public boolean restsOn(String sid) {
      return (evidence + " ").replace(',', ' ').startsWith("reply " + sid + " ");
    }
  }

  /** Every event of these phones, in the order of recording. */
  public List<Event> of(Collection<PhoneNumber> phones) {
    if (phones.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(EVENTS)
        .param("numbers", phones.stream().map(PhoneNumber::e164).toList())
        .query((row, n) -> event(row))
        .list();
  }

  /**
   * The event that decided each phone's status at a time, by when things happened (I3); a phone
   * nobody had spoken of is left out.
   */
  public Map<PhoneNumber, Event> decidingAt(Instant at, Collection<PhoneNumber> phones) {
    Map<Long, Event> events =
        of(phones).stream().collect(Collectors.toMap(Event::id, event -> event));
    Map<PhoneNumber, Event> deciding = new HashMap<>();
    table
        .events(phones)
        .forEach(
            (phone, all) -> {
              Optional<ConsentEvent> one =
                  StatusProjection.deciding(
                      all.stream().filter(event -> !event.occurredAt().isAfter(at)).toList());
              Event known = one.map(ConsentEvent::id).map(events::get).orElse(null);
              if (known != null) {
                deciding.put(phone, known);
              }
            });
    return deciding;
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getLong("id"),
        new PhoneNumber(row.getString("number")),
        SmsStatus.valueOf(row.getString("sms_status")),
        Times.at(row, "occurred_at"),
        Times.at(row, "recorded_at"),
        LearnedFrom.valueOf(row.getString("learned_from")),
        number(row.getString("sender")),
        number(row.getString("said_from")),
        row.getString("evidence"),
        row.getString("reason"),
        Basis.of(row));
  }

  private static @Nullable PhoneNumber number(@Nullable String e164) {
    return e164 == null ? null : new PhoneNumber(e164);
  }
}
