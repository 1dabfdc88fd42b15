package org.heed.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        a.channel, a.error_code, m.status as message_status, m.channel as message_channel
      from attempt a join message m on m.id = a.message_id where a.gateway_id in (:sids)
      """;
  private static final String ATTEMPT =
      "update attempt set status = 'DELIVERED', error_code = null, error = null where id = ?";
  // What had failed for good after all arrived: the row that says so ends with it.
  private static final String NO_END =
      "delete from attempt where message_id = ? and channel is null and status = 'FAILED'";
  private static final String ARRIVED =
      """
      update message set status = 'DELIVERED', channel = 'SMS', reason = null, error = null,
        destination = (select destination from attempt where id = ?)
      where id = ? and status = 'FAILED'
      """;
  private static final String MESSAGE =
      "update message set status = 'DELIVERED' where id = ? and status = 'SENT'";

  /** Has the campaign's outcome file written anew by the night. */
  static final String OUTCOMES_CHANGED =
      """
      update campaign set outcomes_at = null
      where id = (select campaign_id from message where id = ?)
      """;

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
   * @return texts that failed for a fault of the account or of their sender
   */
  public List<Fault> apply(List<Listed> page) {
    Map<String, Listed> over = new HashMap<>();
    for (Listed listed : page) {
      LogEntry entry = listed.entry();
      if (!entry.inbound() && (entry.failed() || entry.arrived())) {
        over.put(entry.sid(), listed);
      }
    }
    if (over.isEmpty()) {
      return List.of();
    }
    List<Object[]> attempts = new ArrayList<>();
    List<Object[]> messages = new ArrayList<>();
    List<Object[]> arrived = new ArrayList<>();
    List<FailedText> failed = new ArrayList<>();
    named.query(
        KNOWN,
        Map.of("sids", over.keySet()),
        row -> {
          Listed listed = over.get(row.getString("gateway_id"));
          if (listed == null) {
            return;
          }
          boolean open = isOpen(row);
          if (listed.entry().failed()) {
            if (open) {
              failed.add(failure(row, listed));
            }
          } else if (open || givenUp(row)) {
            attempts.add(new Object[] {row.getLong("id")});
            if (open) {
              messages.add(new Object[] {row.getLong("message_id")});
            } else {
              arrived.add(new Object[] {row.getLong("id"), row.getLong("message_id")});
            }
          }
        });
    jdbc.batchUpdate(ATTEMPT, attempts);
    jdbc.batchUpdate(MESSAGE, messages);
    jdbc.batchUpdate(NO_END, arrived.stream().map(one -> new Object[] {one[1]}).toList());
    jdbc.batchUpdate(ARRIVED, arrived);
    jdbc.batchUpdate(OUTCOMES_CHANGED, arrived.stream().map(one -> new Object[] {one[1]}).toList());
    Set<FailedText> ended = failed(failed);
    return failed.stream()
        .filter(LateResults::isOurFault)
        .map(text -> new Fault(text, ended.contains(text)))
        .toList();
  }

  /**
   * A text that failed for a fault of the account or of its sender.
   *
   * @param ended false: it is queued again
   */
  public record Fault(FailedText text, boolean ended) {}

  /**
   * The consequences of texts the gateway lists as failed.
   *
   * @return those that ended because they were tried on three nights
   */
  Set<FailedText> failed(List<FailedText> texts) {
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
    return faults.isEmpty() ? Set.of() : outcomes.requeue(faults);
  }

  private static boolean isOpen(ResultSet row) throws SQLException {
    return row.getString("status").equals("SENT") && "SMS".equals(row.getString("channel"));
  }

  /**
   * A text the gateway had given up and that arrived all the same; it knows better now. One that
   * was refused was never sent, and one that waits to go again is not touched.
   */
  private static boolean givenUp(ResultSet row) throws SQLException {
    return row.getString("status").equals("FAILED")
        && "SMS".equals(row.getString("channel"))
        && Codes.kind(row.getInt("error_code")) != Answer.Kind.OPTED_OUT
        && (row.getString("message_status").equals("FAILED")
            || (row.getString("message_status").equals("SENT")
                && "EMAIL".equals(row.getString("message_channel"))));
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
