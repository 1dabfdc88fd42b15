package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneType;
import org.heed.address.Times;
import org.heed.consent.Candidate;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.storage.ManyRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** What is about to be texted, as it stands in the queue now, and the intents to send it. */
@Component
public class Intents {
  // RELEASED is compared as an expression: HSQLDB would walk all of them instead of the message's.
  private static final String WAITING =
      """
      select m.id, m.body, m.destination, f.sms_status, f.not_textable_code, f.basis_by, r.first_text_at,
        e.body as earlier_body, p.held as person_held, m.urgent,
        nullif(coalesce(m.email, p.email), '') as email,
      """
          + PhoneBook.HELD
          + """
           as held
          from (select v.id from unnest(NUMBERS) as v (id)) w
          join message m on m.id = w.id
          join person p on p.id = m.person_id
          join phone f on f.number = m.destination
          left join pair r on r.number = m.destination and r.sender = m.sender
          left join attempt e on e.message_id = m.id and e.status || '' in ('RELEASED', 'UNKNOWN')
            and e.destination = m.destination
          where m.status || '' = 'READY' and m.channel || '' = 'SMS'
            and not exists (select 1 from cancellation c where c.campaign_id = m.campaign_id)
          """
              .replace("NUMBERS", ManyRows.NUMBERS);
  private static final String INTENT =
      """
      insert into intent (message_id, attempt_id, run_id, sender, destination, body, started_at,
        gateway_started_at, basis_by, lane, phone_lane, epoch)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;

  Intents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A text as it stands in the queue now.
   *
   * @param email where it can go instead; null: nowhere
   * @param urgent whether it passes the limit of texts per person (R11)
   */
  public record Waiting(
      String body,
      Candidate phone,
      boolean textedBefore,
      @Nullable String earlierBody,
      @Nullable String email,
      boolean urgent) {}

  /** Records that these are sent now, in the caller's transaction. */
  public void add(List<Intent> intents) {
    jdbc.batchUpdate(INTENT, intents.stream().map(Intents::row).toList());
  }

  /** Those of these texts that still wait for the phone they were read with, by message id. */
  public Map<Long, Waiting> waiting(List<QueuedText> texts) {
    Map<Long, QueuedText> byId = new HashMap<>();
    texts.forEach(text -> byId.put(text.id(), text));
    Map<Long, Waiting> waiting = new HashMap<>();
    ManyRows.each(
        byId.keySet(),
        ids ->
            jdbc.query(
                WAITING,
                (RowCallbackHandler)
                    row -> {
                      QueuedText text = byId.get(row.getLong("id"));
                      if (text != null
                          && text.destination().e164().equals(row.getString("destination"))) {
                        waiting.putIfAbsent(text.id(), read(row, text));
                      }
                    },
                ManyRows.numbers(ids)));
    return waiting;
  }

  private static Waiting read(ResultSet row, QueuedText text) throws SQLException {
    Candidate phone =
        new Candidate(
            text.destination(),
            PhoneType.Other,
            SmsStatus.valueOf(row.getString("sms_status")),
            row.getObject("not_textable_code") == null,
            false,
            PhoneBook.refusal(row.getString("held")),
            row.getObject("basis_by", Long.class));
    return new Waiting(
        row.getString("body"),
        row.getString("person_held") == null ? phone : phone.ofHeldPerson(),
        row.getObject("first_text_at") != null,
        row.getString("earlier_body"),
        row.getString("email"),
        row.getBoolean("urgent"));
  }

  private static @Nullable Object[] row(Intent intent) {
    return new @Nullable Object[] {
      intent.queued().id(),
      intent.attemptId(),
      intent.runId(),
      intent.text().from().e164(),
      intent.text().to().e164(),
      intent.text().body(),
      Times.utc(intent.startedAt()),
      Times.utc(intent.gatewayStartedAt()),
      intent.basis(),
      intent.lane(),
      intent.phoneLane(),
      intent.epoch()
    };
  }
}
