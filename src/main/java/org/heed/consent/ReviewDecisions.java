package org.heed.consent;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a named person decides about a reply: it was a refusal, or it was none (L3). */
@Component
public class ReviewDecisions {
  private static final String DECIDED =
      "update review set dismissed_at = ?, staff = ?, reason = ?, reads_as = ? where id = ?";
  private static final String COVERED =
      """
      select l.person_id, l.number from listing l where l.person_id in
        (select person_id from hold_fact where review_id = ? and fact = 'HOLD')
      order by l.person_id, l.position, l.number
      """;
  private static final String PEOPLE =
      """
      select distinct person_id from hold_fact
      where review_id = ? and fact = 'HOLD' and person_id is not null
      """;
  private static final String ORDER = "select list_order from gateway_log where sid = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ReviewList list;
  private final Holds holds;
  private final GatewayTimes times;
  private final LedgerTable ledger;
  private final Clock clock;

  ReviewDecisions(
      JdbcTemplate jdbc,
      LedgerTable ledger,
      TransactionTemplate transaction,
      ReviewList list,
      Holds holds,
      GatewayTimes times,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.list = list;
    this.holds = holds;
    this.times = times;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Makes a reply an opt-out of that time: of every phone listed now for the person (O1), of a
   * wrong number that phone alone.
   *
   * @return the phones that are off by it; empty: there is no such open entry
   */
  public List<PhoneNumber> confirm(long id, String by, String reason) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> list.one(id).map(entry -> confirm(entry, by, reason)).orElse(List.of())));
  }

  /**
   * Ends a reply that was no refusal, and its hold.
   *
   * @return false: there is no such open entry
   */
  public boolean dismiss(long id, String by, String reason) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Optional<ReviewList.Entry> entry = list.one(id);
              entry.ifPresent(
                  open -> {
                    decided(open, by, reason);
                    if (open.onHold()) {
                      holds.end(id, Holds.Kind.RELEASED, by, reason);
                    }
                  });
              return entry.isPresent();
            }));
  }

  private List<PhoneNumber> confirm(ReviewList.Entry entry, String by, String reason) {
    PhoneNumber phone = entry.phone();
    if (phone == null) {
      throw new ConfigurationProblem(Phrases.of("review.no.phone", entry.id()));
    }
    ledger.takeTurn();
    decided(entry, by, reason);
    if (!entry.onHold()) {
      // Fixes whom it covers, by the same rule.
      ledger.addPhones(List.of(phone));
      holds.take(List.of(entry.id()));
    }
    List<Long> people = jdbc.queryForList(PEOPLE, Long.class, entry.id());
    List<Long> order = jdbc.queryForList(ORDER, Long.class, entry.sid());
    Long listOrder = order.isEmpty() ? null : order.get(0);
    List<Entry> entries = new ArrayList<>();
    entries.add(
        entry(entry, phone, people.size() == 1 ? people.get(0) : null, listOrder, by, reason));
    Set<PhoneNumber> covered = new HashSet<>(Set.of(phone));
    jdbc.query(
        COVERED,
        row -> {
          PhoneNumber number = new PhoneNumber(row.getString(2));
          if (covered.add(number)) {
            entries.add(entry(entry, number, row.getLong(1), listOrder, by, reason));
          }
        },
        entry.id());
    ledger.add(entries, clock);
    holds.end(entry.id(), Holds.Kind.CONFIRMED, by, reason);
    return entries.stream().map(Entry::number).toList();
  }

  private void decided(ReviewList.Entry entry, String by, String reason) {
    OffsetDateTime now = Times.now(clock);
    jdbc.update(DECIDED, now, by, reason, entry.reading().name(), entry.id());
  }

  /** The person's own word; the gateway knows nothing of it, so that no pair is refused (O8). */
  private Entry entry(
      ReviewList.Entry reply,
      PhoneNumber number,
      @Nullable Long personId,
      @Nullable Long listOrder,
      String by,
      String reason) {
    return new Entry(
        number,
        personId,
        SmsStatus.DISABLED,
        reply.repliedAt(),
        listOrder,
        times.ofSaid(reply.repliedAt()),
        false,
        LearnedFrom.REPLY,
        PhoneNumber.isE164(reply.sender()) ? new PhoneNumber(reply.sender()) : null,
        null,
        StaffEvidence.confirmed(reply, by),
        reason,
        null);
  }
}
