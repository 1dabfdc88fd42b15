package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.job.RunLock;
import org.heed.mail.PostAnswer;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
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
        p.last_name, m.named_number, a.first_tried_at, LANE as lane
      from message m
      join campaign c on c.id = m.campaign_id
      join person p on p.id = m.person_id
      left join sender s on s.number = m.sender
      left join attempt a on a.message_id = m.id and a.channel = 'EMAIL' and a.status = 'READY'
      where m.id in (select id from message
        where status = 'READY' and channel = 'EMAIL' and id > ? %s %s
        order by status, channel, id limit 200)
      order by m.id
      """
          .replace("LANE", LaneNumber.OF_PERSON);
  private static final String ANY =
      """
      select id from message where status = 'READY' and channel = 'EMAIL' %s
      order by status, channel, id limit 1
      """;
  private static final String WAITS =
      "select id from message where id in (:ids) and status || '' = 'READY' and channel || '' ="
          + " 'EMAIL'";
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
  private final NamedParameterJdbcTemplate named;
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
    this.named = new NamedParameterJdbcTemplate(jdbc);
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

  /**
   * At most 200 after this message id; empty: there are no more.
   *
   * @param lanes only what falls into these; null: everything
   */
  public List<QueuedEmail> after(long last, @Nullable Set<Integer> lanes) {
    return jdbc.query(
        PAGE.formatted(only.and(), LaneNumber.among(lanes)), (row, n) -> read(row), last);
  }

  /** Which of these are still to be emailed: a campaign may have been cancelled since. */
  public Set<Long> waiting(List<QueuedEmail> emails) {
    List<Long> all = emails.stream().map(QueuedEmail::id).toList();
    return Set.copyOf(named.queryForList(WAITS, Map.of("ids", all), Long.class));
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

  /** Records answers of the mail server, on the rows that wait for them where there are some. */
  public void record(List<TriedEmail> all, long runId) {
    guard.durably(
        () ->
            transaction.execute(
                open -> {
                  List<@Nullable Object[]> added = new ArrayList<>();
                  List<@Nullable Object[]> known = new ArrayList<>();
                  for (TriedEmail tried : all) {
                    (tried.email().attemptId() == null ? added : known).add(row(tried, runId));
                  }
                  jdbc.batchUpdate(NEW_ATTEMPT, added);
                  jdbc.batchUpdate(KNOWN_ATTEMPT, known);
                  messages.move(all.stream().map(EmailQueue::move).toList());
                  return all;
                }),
        done -> done.stream().map(one -> LoggedRow.of("attempt", one.attemptId())).toList());
  }

  private static MessageStatus status(TriedEmail tried) {
    return switch (tried.answer().kind()) {
      case SENT -> MessageStatus.SENT;
      case REFUSED -> MessageStatus.FAILED;
      case LATER, SERVER_DOWN -> MessageStatus.READY;
      case IN_DOUBT -> MessageStatus.UNKNOWN;
    };
  }

  private static @Nullable String words(PostAnswer answer) {
    return answer.words().isEmpty() ? null : Words.cut(answer.words(), 500);
  }

  private static Move move(TriedEmail tried) {
    QueuedEmail email = tried.email();
    boolean failed = tried.answer().kind() == PostAnswer.Kind.REFUSED;
    return new Move(
        email.id(),
        status(tried),
        Channel.EMAIL,
        email.to(),
        failed ? Reason.MAIL_REFUSED : email.reason(),
        failed ? words(tried.answer()) : null,
        null);
  }

  private @Nullable Object[] row(TriedEmail tried, long runId) {
    QueuedEmail email = tried.email();
    List<@Nullable Object> row =
        new ArrayList<>(
            Arrays.<@Nullable Object>asList(
                runId,
                email.sender().e164(),
                email.to(),
                email.body(),
                status(tried).name(),
                tried.at(),
                now(),
                tried.answer().code(),
                words(tried.answer()),
                email.id(),
                tried.attemptId(),
                email.firstTriedAt() == null ? tried.at() : email.firstTriedAt()));
    if (email.attemptId() != null) {
      row.add(email.attemptId());
    }
    return row.toArray();
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
        row.getObject("first_tried_at", OffsetDateTime.class),
        row.getInt("lane"));
  }
}
