package org.heed.queue;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heed.address.Times;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What staff decide about messages of which nobody can tell whether they went. A run may be on its
 * way: who comes first decides.
 */
@Component
public class Decisions {
  private static final String STATUS = "select status from message where id = ?";
  // A run that has found the text in the gateway's log locks it in the same order.
  private static final String LOCK =
      "update attempt set status = status where message_id = ? and status = 'UNKNOWN'";
  private static final String UNDECIDED =
      "select id from attempt where message_id = ? and status = 'UNKNOWN' order by id";
  private static final String ADD =
      """
      insert into decision (message_id, attempt_id, verdict, staff, reason, decided_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String ATTEMPT_SENT = "update attempt set status = 'SENT' where id = ?";
  private final Messages messages;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Decisions(Messages messages, JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.messages = messages;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What somebody says of a message. */
  public enum Verdict {
    /** It went; it is not sent again. */
    SENT,
    /** It did not go; it is sent again, after one more look at consent. */
    RESEND;

    /** As it is typed and stored. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Decides an UNKNOWN message; any other one is left as it is.
   *
   * @param by who says so, at most 200 characters
   * @param reason why, at most 1,000 characters
   * @return the message's status before; empty: there is no such message
   */
  public Optional<MessageStatus> decide(long messageId, Verdict verdict, String by, String reason) {
    return transaction.execute(
        open -> {
          jdbc.update(LOCK, messageId);
          Optional<MessageStatus> status =
              jdbc.queryForList(STATUS, String.class, messageId).stream()
                  .map(MessageStatus::valueOf)
                  .findFirst();
          if (status.equals(Optional.of(MessageStatus.UNKNOWN))) {
            record(messageId, verdict, by, reason);
          }
          return status;
        });
  }

  private void record(long messageId, Verdict verdict, String by, String reason) {
    List<Long> tries = jdbc.queryForList(UNDECIDED, Long.class, messageId);
    Long attempt = tries.get(tries.size() - 1);
    OffsetDateTime now = Times.now(clock);
    if (verdict == Verdict.SENT) {
      jdbc.update(ATTEMPT_SENT, attempt);
      messages.set(MessageStatus.SENT, List.of(messageId));
    } else {
      messages.set(MessageStatus.READY, List.of(messageId));
    }
    messages.outcomesChanged(List.of(messageId));
    jdbc.update(ADD, messageId, attempt, verdict.toString(), by, reason, now);
  }
}
