package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose messages go by email because a reply said no in plain words, until somebody decides (L3):
 * facts that are only ever added. A hold is no SMS status; what the standing ones come to is kept
 * with the phone and the people it covers, for the last look before a text.
 */
@Component
public class Holds {
  private static final String SAID =
      "select id, number, person_id, reads_as, replied_at from review where id in (:ids)";
  private static final String TAKE =
      """
      insert into hold_fact (review_id, fact, number, person_id, sid, sender, body, said_at,
        recorded_at)
      select id, 'HOLD', number, cast(? as bigint), sid, sender, body, replied_at,
        cast(? as timestamp(6) with time zone)
      from review where id = ?
      """;
  private static final String END =
      """
      insert into hold_fact (review_id, fact, number, sid, sender, body, said_at, staff, reason,
        recorded_at)
      select id, cast(:fact as varchar(9)), number, sid, sender, body, replied_at,
        cast(:staff as varchar(200)), cast(:reason as varchar(1000)),
        cast(:now as timestamp(6) with time zone)
      from review where id = :id
      """;
  private static final String LISTED = "select number from listing where person_id in (:people)";
  private static final String STATE = "update review set hold_state = :state where id in (:ids)";
  private static final String STANDING =
      """
      select min(r.reads_as) from hold_fact h join review r on r.id = h.review_id
      where h.fact = 'HOLD' and r.hold_state = 'HOLD' and
      """;
  private static final String PHONES =
      "update phone set held = ("
          + STANDING
          + " h.number = phone.number) where number in (select number from review where id in"
          + " (:ids))";
  private static final String PEOPLE =
      "update person set held = ("
          + STANDING
          + " h.person_id = person.id) where id in"
          + " (select person_id from hold_fact where review_id in (:ids))";
  private static final String STARTED =
      """
      select r.id, min(e.evidence) from review r
      join consent_event e on e.number = r.number and e.said_from = r.number
        and e.sms_status = 'ENABLED' and e.learned_from = 'REPLY'
      left join gateway_log g on g.sid = r.sid
      where r.hold_state = 'HOLD' and (e.occurred_at > r.replied_at
        or (e.occurred_at = r.replied_at and e.list_order > g.list_order))
      group by r.id
      """;
  // A file may undo what staff or another file said, so that covers nobody.
  private static final String OPTED_OUT =
      """
      select r.id, e.evidence from review r
      join phone f on f.number = r.number and f.sms_status = 'DISABLED'
      join consent_event e on e.id = f.decided_by and e.occurred_at >= r.replied_at
        and e.learned_from in ('REPLY', 'GATEWAY_21610')
      where r.hold_state = 'HOLD' and not exists (
        select 1 from hold_fact h join listing l on l.person_id = h.person_id
        join phone o on o.number = l.number left join consent_event d on d.id = o.decided_by
        where h.review_id = r.id and (o.sms_status <> 'DISABLED' or d.learned_from in ('STAFF', 'IMPORT')))
      """;
  private static final String FACTS =
      """
      select h.review_id, h.fact, r.reads_as, h.number, h.sender, h.body, h.said_at, h.staff,
        h.reason, h.recorded_at, r.hold_state
      from hold_fact h join review r on r.id = h.review_id
      where h.id in (select min(id) from hold_fact where review_id in (
        select review_id from hold_fact where number in (:numbers) or person_id = :person)
        group by review_id, fact)
      order by h.id
      """;

  private final NamedParameterJdbcTemplate jdbc;
  private final LedgerTable ledger;
  private final LatestNoes noes;
  private final GatewayTimes times;
  private final Clock clock;

  Holds(JdbcTemplate jdbc, LedgerTable ledger, LatestNoes noes, GatewayTimes times, Clock clock) {
    this.ledger = ledger;
    this.noes = noes;
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    this.times = times;
    this.clock = clock;
  }

  /** What a hold can come to. */
  public enum Kind {
    HOLD,
    RELEASED,
    CONFIRMED
  }

  /**
   * One fact of a hold.
   *
   * @param phone that replied
   * @param staff who decided; null: nobody did, the reason says what ended it
   * @param standing whether the hold has not ended yet
   */
  public record Fact(
      long reviewId,
      Kind kind,
      Refusal reading,
      PhoneNumber phone,
      String sender,
      String body,
      Instant saidAt,
      @Nullable String staff,
      @Nullable String reason,
      Instant recordedAt,
      boolean standing) {}

  private record Said(
      long id, PhoneNumber phone, @Nullable Long personId, boolean ofPhoneAlone, Instant at) {}

  /** What was said and decided of these phones and this person, in the order of recording. */
  public List<Fact> of(@Nullable Long personId, Collection<PhoneNumber> phones) {
    return jdbc.query(
        FACTS,
        Map.of(
            "person",
            personId == null ? -1 : personId,
            "numbers",
            phones.isEmpty() ? List.of("") : phones.stream().map(PhoneNumber::e164).toList()),
        (row, n) -> fact(row));
  }

  /** Takes hold for listed replies, in the caller's transaction. */
  void take(Collection<Long> ids) {
    ledger.takeTurn();
    List<Said> all = jdbc.query(SAID, Map.of("ids", ids), (row, n) -> said(row));
    Holders holders = new Holders(JdbcClient.create(jdbc), all.stream().map(Said::phone).toList());
    Map<Said, List<Long>> people = new LinkedHashMap<>();
    for (Said said : all) {
      people.put(
          said,
          said.ofPhoneAlone()
              ? List.of()
              : holders.of(said.phone(), said.personId(), times.ofSaid(said.at())));
    }
    note(people);
    OffsetDateTime now = Times.now(clock);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Said said : all) {
      List<Long> whose = people.getOrDefault(said, List.of());
      whose.forEach(person -> rows.add(new @Nullable Object[] {person, now, said.id()}));
      if (whose.isEmpty()) {
        rows.add(new @Nullable Object[] {null, now, said.id()});
      }
    }
    jdbc.getJdbcTemplate().batchUpdate(TAKE, rows);
    is(Kind.HOLD, ids);
  }

  /** Every phone that a person on hold lists is held, for whoever else lists it (L3). */
  private void note(Map<Said, List<Long>> people) {
    List<Long> whose = people.values().stream().flatMap(List::stream).toList();
    List<PhoneNumber> phones = new ArrayList<>(people.keySet().stream().map(Said::phone).toList());
    Pages.each(
        whose,
        page ->
            phones.addAll(
                jdbc.query(
                    LISTED,
                    Map.of("people", page),
                    (row, n) -> new PhoneNumber(row.getString(1)))));
    noes.about(phones, whose);
  }

  /**
   * Ends what the person has ended since, by a START or an opt-out; in the caller's transaction.
   */
  void heedWhatWasSaidSince() {
    end(Kind.RELEASED, STARTED, "the phone texted START since: ");
    end(Kind.CONFIRMED, OPTED_OUT, "the person has opted out since: ");
  }

  /** Ends one, in the caller's transaction. */
  void end(long id, Kind kind, @Nullable String staff, String reason) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("id", id);
    values.put("fact", kind.name());
    values.put("staff", staff);
    values.put("reason", reason);
    values.put("now", Times.now(clock));
    jdbc.update(END, values);
    is(kind, List.of(id));
  }

  private void end(Kind kind, String which, String words) {
    Map<Long, String> evidence = new HashMap<>();
    jdbc.query(
        which,
        row -> {
          evidence.put(row.getLong(1), row.getString(2));
        });
    evidence.forEach((id, found) -> end(id, kind, null, words + found));
  }

  private void is(Kind state, Collection<Long> ids) {
    jdbc.update(STATE, Map.of("state", state.name(), "ids", ids));
    jdbc.update(PHONES, Map.of("ids", ids));
    jdbc.update(PEOPLE, Map.of("ids", ids));
  }

  private static Said said(ResultSet row) throws SQLException {
    long person = row.getLong("person_id");
    Long personId = row.wasNull() ? null : person;
    Refusal reading = Refusal.valueOf(row.getString("reads_as"));
    return new Said(
        row.getLong("id"),
        new PhoneNumber(row.getString("number")),
        personId,
        reading == Refusal.WRONG_NUMBER || reading == Refusal.BLOCKED,
        Times.at(row, "replied_at"));
  }

  private static Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        row.getLong("review_id"),
        Kind.valueOf(row.getString("fact")),
        Refusal.valueOf(row.getString("reads_as")),
        new PhoneNumber(row.getString("number")),
        row.getString("sender"),
        row.getString("body"),
        Times.at(row, "said_at"),
        row.getString("staff"),
        row.getString("reason"),
        Times.at(row, "recorded_at"),
        "HOLD".equals(row.getString("hold_state")));
  }
}
