package org.heed.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Codes;
import org.heed.gateway.LogEntry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What the gateway's log says later about texts it had accepted (G2, R5, R6). */
@Component
public class LateResults {
  // Asked for its status too, HSQLDB would read every text ever sent, for each page of the log.
  private static final String KNOWN =
      """
      select a.id, a.message_id, m.person_id, a.destination, a.sender, a.gateway_id, a.status,
        a.channel
      from attempt a join message m on m.id = a.message_id where a.gateway_id in (:sids)
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

  /**
   * Applies one page of the log, in the caller's transaction.
   *
   * @return texts that failed for a fault of the account or of their sender; queued again
   */
  public List<FailedText> apply(List<Listed> page) {
    Map<String, Listed> ended = new HashMap<>();
    for (Listed listed : page) {
      LogEntry entry = listed.entry();
      if (!entry.inbound() && (entry.failed() || entry.status().equals("delivered"))) {
        ended.put(entry.sid(), listed);
      }
    }
    if (ended.isEmpty()) {
      return List.of();
    }
    List<Object[]> attempts = new ArrayList<>();
    List<Object[]> messages = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    named.query(
        KNOWN,
        Map.of("sids", ended.keySet()),
        row -> {
          Listed listed = ended.get(row.getString("gateway_id"));
          if (listed == null || !isOpen(row)) {
            return;
          }
          if (listed.entry().failed()) {
            failed.add(failure(row, listed));
          } else {
            attempts.add(new Object[] {row.getLong("id")});
            messages.add(new Object[] {row.getLong("message_id")});
          }
        });
    jdbc.batchUpdate(ATTEMPT, attempts);
    jdbc.batchUpdate(MESSAGE, messages);
    failed(failed);
    return failed.stream().filter(LateResults::isOurFault).toList();
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

  private static boolean isOpen(ResultSet row) throws SQLException {
    return row.getString("status").equals("SENT") && "SMS".equals(row.getString("channel"));
  }

  private static boolean isOurFault(FailedText text) {
    Answer.Kind kind = Codes.kind(text.code());
    return kind == Answer.Kind.ACCOUNT_FAULT || kind == Answer.Kind.SENDER_FAULT;
  }

  private static FailedText failure(ResultSet row, Listed listed) throws SQLException {
    LogEntry entry = listed.entry();
    Integer code = entry.errorCode();
    return new FailedText(
        row.getLong("id"),
        row.getLong("message_id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("destination")),
        new PhoneNumber(row.getString("sender")),
        code == null ? 0 : code,
        entry.sid(),
        entry.createdAt(),
        listed.order());
  }
}
