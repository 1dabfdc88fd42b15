package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger's rows, and the status of each phone as their projection. */
@Component
final class LedgerTable {
  private static final String ERROR_21610 = "Attempt To Send To Unsubscribed Recipient 21610";
  private static final String EVENTS =
      """
      select id, number, sms_status, occurred_at, list_order, here_at, override_of_said,
        learned_from, sender, said_from, evidence, basis, basis_source, wording_hash, captured_at,
        captured_by
      from consent_event where number in (:numbers) order by id
      """;
  private static final String ADD =
      """
      insert into consent_event (number, person_id, sms_status, occurred_at, list_order, here_at,
        override_of_said, recorded_at, learned_from, sender, said_from, error_code, error, evidence,
        reason, basis, basis_source, wording_hash, captured_at, captured_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String TURN = "update consent_turn set taken = taken + 1 where id = 1";
  private static final String PHONES = "select number from phone where number in (:numbers)";
  private static final String ADD_PHONE = "insert into phone (number) values (?)";
  private static final String PROJECT =
      "update phone set sms_status = ?, decided_by = ?, basis_by = ? where number = ?";

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  private final LatestNoes noes;

  LedgerTable(JdbcTemplate template, LatestNoes noes) {
    this.noes = noes;
    this.batch = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** The events of these numbers in the order of recording; a number without any has no entry. */
  Map<PhoneNumber, List<ConsentEvent>> events(Collection<PhoneNumber> numbers) {
    Map<PhoneNumber, List<ConsentEvent>> found = new HashMap<>();
    Pages.eachOfNumbers(
        numbers,
        page ->
            jdbc.sql(EVENTS)
                .param("numbers", page)
                .query((row, index) -> event(row))
                .list()
                .forEach(
                    event ->
                        found
                            .computeIfAbsent(event.number(), number -> new ArrayList<>())
                            .add(event)));
    return found;
  }

  /** Waits until no other transaction writes; taken before anything is read to write by. */
  void takeTurn() {
    batch.update(TURN);
  }

  /**
   * Adds the events, the phones that are not known yet, and what both come to.
   *
   * @param clock tells when they are recorded
   */
  void add(List<Entry> entries, InstantSource clock) {
    if (entries.isEmpty()) {
      return;
    }
    noes.about(
        entries.stream()
            .filter(entry -> entry.status() == SmsStatus.DISABLED)
            .map(Entry::number)
            .toList(),
        List.of());
    Instant recordedAt = clock.instant();
    List<PhoneNumber> numbers = entries.stream().map(Entry::number).distinct().toList();
    addPhones(numbers);
    new Wordings(batch).add(entries);
    batch.batchUpdate(ADD, entries.stream().map(entry -> row(entry, recordedAt)).toList());
    Map<PhoneNumber, List<ConsentEvent>> events = events(numbers);
    batch.batchUpdate(PROJECT, events.values().stream().map(LedgerTable::projected).toList());
    new PairTable(batch).project(entries, events);
  }

  /** Adds a row for each number that has none. */
  void addPhones(Collection<PhoneNumber> numbers) {
    Set<String> missing = new HashSet<>();
    numbers.forEach(number -> missing.add(number.e164()));
    Pages.eachOfNumbers(
        numbers,
        page ->
            missing.removeAll(
                new HashSet<>(jdbc.sql(PHONES).param("numbers", page).query(String.class).list())));
    if (!missing.isEmpty()) {
      batch.batchUpdate(
          ADD_PHONE, missing.stream().sorted().map(number -> new Object[] {number}).toList());
    }
  }

  private static @Nullable Object[] projected(List<ConsentEvent> events) {
    ConsentEvent deciding = StatusProjection.deciding(events).orElseThrow();
    return new @Nullable Object[] {
      deciding.status().name(),
      deciding.id(),
      StatusProjection.basis(events).map(ConsentEvent::id).orElse(null),
      deciding.number().e164()
    };
  }

  private static @Nullable Object[] row(Entry entry, Instant recordedAt) {
    boolean refused = entry.learnedFrom() == LearnedFrom.GATEWAY_21610;
    Basis basis = entry.basis();
    return new @Nullable Object[] {
      entry.number().e164(),
      entry.personId(),
      entry.status().name(),
      Times.utc(entry.occurredAt()),
      entry.listOrder(),
      entry.here().equals(entry.occurredAt()) ? null : Times.utc(entry.here()),
      entry.override(),
      Times.utc(recordedAt),
      entry.learnedFrom().name(),
      e164(entry.sender()),
      e164(entry.saidFrom()),
      refused ? 21610 : null,
      refused ? ERROR_21610 : null,
      entry.evidence(),
      entry.reason(),
      basis == null ? null : basis.basis(),
      basis == null ? null : basis.source(),
      basis == null ? null : basis.hash(),
      basis == null ? null : Times.utcOrNull(basis.capturedAt()),
      basis == null ? null : basis.capturedBy()
    };
  }

  private static ConsentEvent event(ResultSet row) throws SQLException {
    long order = row.getLong("list_order");
    Long listOrder = row.wasNull() ? null : order;
    return new ConsentEvent(
        row.getLong("id"),
        new PhoneNumber(row.getString("number")),
        SmsStatus.valueOf(row.getString("sms_status")),
        Times.at(row, "occurred_at"),
        listOrder,
        here(row),
        row.getBoolean("override_of_said"),
        LearnedFrom.valueOf(row.getString("learned_from")),
        number(row.getString("sender")),
        number(row.getString("said_from")),
        row.getString("evidence"),
        basis(row));
  }

  private static @Nullable String basis(ResultSet row) throws SQLException {
    String basis = row.getString("basis");
    return basis == null
        ? null
        : Basis.key(
            basis,
            row.getString("basis_source"),
            row.getString("wording_hash"),
            Times.atOrNull(row, "captured_at"),
            row.getString("captured_by"));
  }

  /** Reads columns occurred_at and here_at. */
  static Instant here(ResultSet row) throws SQLException {
    OffsetDateTime here = row.getObject("here_at", OffsetDateTime.class);
    return (here == null ? row.getObject("occurred_at", OffsetDateTime.class) : here).toInstant();
  }

  private static @Nullable PhoneNumber number(@Nullable String e164) {
    return e164 == null ? null : new PhoneNumber(e164);
  }

  private static @Nullable String e164(@Nullable PhoneNumber number) {
    return number == null ? null : number.e164();
  }
}
