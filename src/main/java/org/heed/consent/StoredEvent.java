package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.ConsentEvents.Event;
import org.heed.consent.ConsentEvents.Who;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A consent event as it is stored.
 *
 * @param review whose hold it is of; 0: of none
 * @param person of whom it was said; null: of the phone
 * @param here when it was said, by this machine's clock
 * @param learnedFrom null: nobody said it, it followed
 */
record StoredEvent(
    long id,
    long review,
    @Nullable Long person,
    Instant here,
    @Nullable LearnedFrom learnedFrom,
    Event event) {

  @Nullable PhoneNumber phone() {
    return PhoneNumber.isE164(event.phone()) ? new PhoneNumber(event.phone()) : null;
  }

  /**
   * The event about one person.
   *
   * @param other whether it was somebody else with this number who said it
   */
  Event about(Who who, boolean other) {
    LearnedFrom learned = learnedFrom;
    return new Event(
        event.what(),
        event.phone(),
        who,
        event.occurredAt(),
        event.recordedAt(),
        event.learnedFrom(),
        event.sender(),
        other && learned != null
            ? Phrases.of("event.shared." + learned, event.evidence())
            : event.evidence(),
        event.by(),
        event.reason(),
        event.basis(),
        event.key());
  }

  static StoredEvent said(ResultSet row) throws SQLException {
    LearnedFrom learned = LearnedFrom.valueOf(row.getString("learned_from"));
    String evidence = row.getString("evidence");
    long id = row.getLong("id");
    return new StoredEvent(
        id,
        0,
        person(row),
        Times.at(row, "here_at"),
        learned,
        new Event(
            row.getString("sms_status").strip(),
            row.getString("number"),
            Who.NOBODY,
            Times.at(row, "occurred_at"),
            Times.at(row, "recorded_at"),
            learned.name(),
            row.getString("sender"),
            evidence,
            learned == LearnedFrom.STAFF
                ? StaffEvidence.name(evidence)
                : learned == LearnedFrom.REPLY ? StaffEvidence.confirmer(evidence) : null,
            row.getString("reason"),
            Basis.of(row),
            "event " + id));
  }

  static StoredEvent held(ResultSet row) throws SQLException {
    String fact = row.getString("fact").strip();
    String staff = row.getString("staff");
    Refusal reading = PhoneBook.refusal(row.getString("reads_as"));
    boolean taken = fact.equals(Holds.Kind.HOLD.name());
    LearnedFrom learned =
        staff != null
            ? LearnedFrom.STAFF
            : taken && reading != Refusal.BLOCKED ? LearnedFrom.REPLY : null;
    String words = reading == null ? "" : reading.words();
    long review = row.getLong("review_id");
    return new StoredEvent(
        row.getLong("id"),
        review,
        person(row),
        Times.at(row, "said_at"),
        learned,
        new Event(
            fact,
            row.getString("number"),
            Who.NOBODY,
            Times.at(row, "occurred_at"),
            Times.at(row, "recorded_at"),
            learned == null ? null : learned.name(),
            row.getString("sender"),
            (reading == Refusal.BLOCKED ? "text " : "reply ") + row.getString("sid"),
            staff,
            taken
                ? Phrases.of("event.hold", words, row.getString("body"))
                : row.getString("reason"),
            null,
            fact + " " + review));
  }

  private static @Nullable Long person(ResultSet row) throws SQLException {
    long person = row.getLong("person_id");
    return row.wasNull() ? null : person;
  }
}
