package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.job.RunLock;
import org.heed.mail.PostAnswer;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is routed to email, page by page in queue order, and what became of it. */
@Component
public class EmailQueue {
  private static final String PAGE =
      """
      select m.id, a.id as attempt_id, m.person_id, c.name as campaign, m.subject, m.body, m.sender,
        coalesce(s.name, m.sender) as sender_name, m.destination, m.reason, p.first_name,
        p.last_name, m.named_number, a.first_tried_at
      from message m
      join campaign c on c.id = m.campaign_id
      join person p on p.id = m.person_id
      left join sender s on s.number = m.sender
      left join attempt a on a.message_id = m.id and a.channel = 'EMAIL' and a.status = 'READY'
      where m.id in (select id from message
        where status = 'READY' and channel = 'EMAIL' and id > ? %s order by status, channel, id limit 200)
      order by m.id
      """;
  private static final String ANY =
      """
      select id from message where status = 'READY' and channel = 'EMAIL' %s
      order by status, channel, id limit 1
      """;
  private static final String WAITS =
      "select id from message where id = ? and status || '' = 'READY' and channel || '' = 'EMAIL'";
  private static final String NEW_ATTEMPT =
      """
      insert into attempt (run_id, channel, sender, destination, body, status, attempted_at, ended_at,
        error_code, error, message_id, id, first_tried_at)
      values (?, 'EMAIL', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String KNOWN_ATTEMPT =
      """
      update attempt set run_id = ?, channel = 'EMAIL', sender = ?, destination = ?, body = ?,
        status = ?, attempted_at = ?, ended_at = ?, error_code = ?, error = ?, message_id = ?, id = ?,
        first_tried_at = ?
      where id = ?
      """;
  private static final String SIZE =
      "select count(*) from message where status = 'READY' and channel = 'EMAIL'";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Messages messages;
  private final AttemptIds ids;
  private final StorageGuard guard;
  private final OnlyCampaign only;
  private final Clock clock;

  EmailQueue(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Messages messages,
      AttemptIds ids,
      StorageGuard guard,
      OnlyCampaign only,
      Clock clock) {
    this.guard = guard;
    this.only = only;
    this.jdbc = jdbc;
    this.transaction = RunLock.kept(transactions);
    this.messages = messages;
    this.ids = ids;
    this.clock = clock;
  }

  public long size() {
    Long size = jdbc.queryForObject(SIZE + only.and(), Long.class);
    return size == null ? 0 : size;
  }

  public boolean isEmpty() {
    return jdbc.queryForList(ANY.formatted(only.and()), Long.class).isEmpty();
  }

  /** At most 200 after this message id; empty: there are no more. */
  public List<QueuedEmail> after(long last) {
    return jdbc.query(PAGE.formatted(only.and()), (row, n) -> read(row), last);
  }

  /** Whether it is still to be emailed: its campaign may have been cancelled since it was read. */
  public boolean waits(QueuedEmail email) {
    return !jdbc.queryForList(WAITS, Long.class, email.id()).isEmpty();
  }

  /**
   * Passes while a letter's outcome can be recorded.
   *
   * @throws org.heed.storage.StorageFull when it cannot
   */
  public void room() {
    guard.room();
  }

  public OffsetDateTime now() {
    return Times.now(clock);
  }

  /** The id of one more try. */
  public long nextAttempt() {
    return ids.next();
  }

  /** Records one answer of the mail server, on the row that waits for it where there is one. */
  public void record(
      QueuedEmail email, long attemptId, PostAnswer receipt, OffsetDateTime startedAt, long runId) {
    MessageStatus status =
        switch (receipt.kind()) {
          case SENT -> MessageStatus.SENT;
          case REFUSED -> MessageStatus.FAILED;
          case LATER, SERVER_DOWN -> MessageStatus.READY;
          case IN_DOUBT -> MessageStatus.UNKNOWN;
        };
    boolean failed = receipt.kind() == PostAnswer.Kind.REFUSED;
    String words = receipt.words().isEmpty() ? null : Words.cut(receipt.words(), 500);
    Reason reason = failed ? Reason.MAIL_REFUSED : email.reason();
    @Nullable Object[] attempt = {
      runId,
      email.sender().e164(),
      email.to(),
      email.body(),
      status.name(),
      startedAt,
      now(),
      receipt.code(),
      words,
      email.id(),
      attemptId,
      email.firstTriedAt() == null ? startedAt : email.firstTriedAt()
    };
    Move move =
        new Move(
            email.id(), status, Channel.EMAIL, email.to(), reason, failed ? words : null, null);
    guard.durably(
        () ->
            transaction.execute(
                open -> {
                  record(email.attemptId(), attempt);
                  messages.move(List.of(move));
                  return attemptId;
                }),
        id -> List.of(LoggedRow.of("attempt", id)));
  }

  private void record(@Nullable Long waiting, @Nullable Object[] attempt) {
    if (waiting == null) {
      jdbc.update(NEW_ATTEMPT, attempt);
    } else {
      @Nullable Object[] moved = Arrays.copyOf(attempt, attempt.length + 1);
      moved[attempt.length] = waiting;
      jdbc.update(KNOWN_ATTEMPT, moved);
    }
  }

  private static QueuedEmail read(ResultSet row) throws SQLException {
    long attempt = row.getLong("attempt_id");
    Long attemptId = row.wasNull() ? null : attempt;
    String reason = row.getString("reason");
    String named = row.getString("named_number");
    return new QueuedEmail(
        row.getLong("id"),
        attemptId,
        row.getLong("person_id"),
        row.getString("campaign"),
        row.getString("subject"),
        row.getString("body"),
        new PhoneNumber(row.getString("sender")),
        row.getString("sender_name"),
        row.getString("destination"),
        reason == null ? null : Reason.valueOf(reason),
        row.getString("first_name"),
        row.getString("last_name"),
        named == null ? null : new PhoneNumber(named),
        row.getObject("first_tried_at", OffsetDateTime.class));
  }
}
