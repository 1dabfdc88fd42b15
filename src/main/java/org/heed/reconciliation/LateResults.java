package org.heed.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Codes;
import org.heed.gateway.LogEntry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What the gateway's log says later about texts it had accepted (G2, R5). */
@Component
public class LateResults {
  private static final String ACCEPTED =
      """
      select a.id, a.message_id, m.person_id, a.destination, a.sender, a.gateway_id
      from attempt a join message m on m.id = a.message_id
      where a.gateway_id in (:sids) and a.status = 'SENT' and a.channel = 'SMS'
      """;
  private static final String ATTEMPT = "update attempt set status = 'DELIVERED' where id = ?";
  private static final String MESSAGE =
      "update message set status = 'DELIVERED' where id = ? and status = 'SENT'";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Outcomes outcomes;

  LateResults(JdbcTemplate jdbc, Outcomes outcomes) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.outcomes = outcomes;
  }

  /** Applies one page of the log, in the caller's transaction. */
  public void apply(List<LogEntry> entries) {
    Map<String, LogEntry> ended = new HashMap<>();
    for (LogEntry entry : entries) {
      if (!entry.inbound() && (entry.failed() || entry.status().equals("delivered"))) {
        ended.put(entry.sid(), entry);
      }
    }
    if (ended.isEmpty()) {
      return;
    }
    List<Object[]> attempts = new ArrayList<>();
    List<Object[]> messages = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    named.query(
        ACCEPTED,
        Map.of("sids", ended.keySet()),
        row -> {
          LogEntry entry = ended.get(row.getString("gateway_id"));
          if (entry == null) {
            return;
          }
          if (entry.failed()) {
            failed.add(failure(row, entry));
          } else {
            attempts.add(new Object[] {row.getLong("id")});
            messages.add(new Object[] {row.getLong("message_id")});
          }
        });
    jdbc.batchUpdate(ATTEMPT, attempts);
    jdbc.batchUpdate(MESSAGE, messages);
    failed(failed);
  }

  /** The consequences of texts the gateway lists as failed. */
  void failed(List<FailedText> texts) {
    List<FailedText> refused = new ArrayList<>();
    List<FailedText> recipients = new ArrayList<>();
    List<FailedText> faults = new ArrayList<>();
    for (FailedText text : texts) {
      switch (Codes.kind(text.code())) {
        case OPTED_OUT -> refused.add(text);
        case ACCOUNT_FAULT, SENDER_FAULT, HOLD, RETRY, UNREACHABLE -> faults.add(text);
        default -> recipients.add(text);
      }
    }
    if (!refused.isEmpty()) {
      outcomes.refused(refused);
    }
    if (!recipients.isEmpty()) {
      outcomes.failed(recipients);
    }
    if (!faults.isEmpty()) {
      outcomes.requeue(faults);
    }
  }

  private static FailedText failure(ResultSet row, LogEntry entry) throws SQLException {
    Integer code = entry.errorCode();
    return new FailedText(
        row.getLong("id"),
        row.getLong("message_id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("destination")),
        new PhoneNumber(row.getString("sender")),
        code == null ? 0 : code,
        entry.sid(),
        entry.createdAt());
  }
}
