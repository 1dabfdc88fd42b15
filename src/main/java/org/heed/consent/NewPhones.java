package org.heed.consent;

import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the phones listed after an opt-out of their person that nobody has spoken about (O6). */
final class NewPhones {
  // An opt-out by a reply to a number that several people list names none of them.
  private static final String ALL =
      """
      select l.number, l.person_id, e.id, e.occurred_at, e.here_at, e.learned_from, e.sender, e.said_from,
        e.evidence
      from consent_event e
      join phone d on d.number = e.number and d.decided_by = e.id
      join listing l on l.person_id = e.person_id and l.listed_at > e.recorded_at
      join phone f on f.number = l.number and f.sms_status = 'DEFAULT'
      where e.sms_status = 'DISABLED'
      union
      select l.number, l.person_id, e.id, e.occurred_at, e.here_at, e.learned_from, e.sender, e.said_from,
        e.evidence
      from consent_event e
      join phone d on d.number = e.number and d.decided_by = e.id
      join listing o on o.number = e.number
      join listing l on l.person_id = o.person_id and l.listed_at > e.recorded_at
      join phone f on f.number = l.number and f.sms_status = 'DEFAULT'
      where e.sms_status = 'DISABLED' and e.person_id is null and e.said_from is not null
      """;
  private static final String UNCOVERED = ALL + "order by 1, 3 desc fetch first 500 rows only";
  private final JdbcClient jdbc;

  NewPhones(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Some of them, each with the opt-out that covers it; empty: there are none. */
  List<Entry> uncovered() {
    return jdbc.sql(UNCOVERED)
        .query(
            (row, index) -> {
              String sender = row.getString("sender");
              String saidFrom = row.getString("said_from");
              return new Entry(
                  new PhoneNumber(row.getString("number")),
                  row.getLong("person_id"),
                  SmsStatus.DISABLED,
                  Times.at(row, "occurred_at"),
                  null,
                  LedgerTable.here(row),
                  false,
                  LearnedFrom.valueOf(row.getString("learned_from")),
                  sender == null ? null : new PhoneNumber(sender),
                  saidFrom == null ? null : new PhoneNumber(saidFrom),
                  row.getString("evidence"),
                  Phrases.of("phone.listed.later"),
                  null);
            })
        .list();
  }
}
