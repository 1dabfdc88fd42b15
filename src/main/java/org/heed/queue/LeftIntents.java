package org.heed.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heed.storage.Connections;
import org.heed.storage.RowsInUse;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Intents whose process is gone, or has lost what it had claimed: nobody knows what came of them.
 */
@Component
public class LeftIntents {
  // What has an outcome already is not in doubt: the outcome is the message's.
  private static final String KNOWN_MESSAGES =
      """
      update message set channel = 'SMS',
        destination = (select i.destination from intent i where i.message_id = message.id),
        status = (select a.status from intent i join attempt a on a.id = i.attempt_id where i.message_id = message.id)
      where status in ('READY', 'HELD') and id in (select i.message_id
          from intent i join attempt a on a.id = i.attempt_id and a.message_id = i.message_id
          where a.channel = 'SMS' and a.status in ('SENT', 'DELIVERED', 'UNKNOWN'))
      """;
  private static final String KNOWN_INTENTS =
      """
      delete from intent where exists (select 1 from attempt a
        where a.id = intent.attempt_id and a.message_id = intent.message_id and a.channel = 'SMS')
      """;
  // An id that another text has by now is no reason to forget this one.
  private static final String TAKEN_IDS =
      """
      select message_id from intent i where exists (select 1 from attempt a where a.id = i.attempt_id)
        or exists (select 1 from intent o where o.attempt_id = i.attempt_id
          and o.message_id < i.message_id)
      """;
  private static final String NEW_ID = "update intent set attempt_id = ? where message_id = ?";
  private static final String DEAD_ATTEMPTS =
      """
      insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,
        attempted_at, gateway_at, basis_by)
      select attempt_id, message_id, run_id, 'SMS', sender, destination, body, 'IN_DOUBT',
        started_at, gateway_started_at, basis_by
      from intent
      """;
  private static final String DEAD_MESSAGES =
      """
      update message set status = 'IN_DOUBT', channel = 'SMS',
        destination = (select i.destination from intent i where i.message_id = message.id)
      where id in (select message_id from intent)
      """;
  private static final String UNTOLD_ATTEMPTS =
      """
      update attempt set status = 'IN_DOUBT' where status = 'SENDING' and channel = 'SMS'
        and message_id in (select id from message where status in ('READY', 'HELD', 'IN_DOUBT'))
      """;
  private static final String UNTOLD_MESSAGES =
      """
      update message set status = 'IN_DOUBT', channel = 'SMS', destination = (
        select min(a.destination) from attempt a
        where a.message_id = message.id and a.status = 'IN_DOUBT' and a.channel = 'SMS')
      where status in ('READY', 'HELD') and id in
        (select message_id from attempt where status = 'IN_DOUBT' and channel = 'SMS')
      """;
  private static final String DEAD_INTENTS = "delete from intent";
  // Two that wait for each other's rows would end one of them: whoever takes up waits for nobody.
  private static final String ALL = "select message_id from intent for update nowait";
  private static final String OF_LANES =
      """
      select message_id from intent where lane in (:lanes) or phone_lane in (:lanes)
      for update nowait
      """;
  private static final String DEAD_ATTEMPTS_OF = DEAD_ATTEMPTS + " where message_id in (:messages)";
  private static final String DEAD_MESSAGES_OF =
      """
      update message set status = 'IN_DOUBT', channel = 'SMS',
        destination = (select i.destination from intent i where i.message_id = message.id)
      where id in (select i.message_id from intent i where i.message_id in (:messages))
      """;
  private static final String DEAD_INTENTS_OF =
      "delete from intent where message_id in (:messages)";

  /** Longer than PostgreSQL lets a stopped process keep its rows. */
  private static final long LONGEST_SECONDS = 65;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;
  private final AttemptIds ids;
  private final boolean embedded;

  LeftIntents(
      JdbcTemplate jdbc, TransactionTemplate transaction, AttemptIds ids, Connections connections) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = transaction;
    this.ids = ids;
    this.embedded = connections.embedded();
  }

  /**
   * Turns every intent there is into a text in doubt, but for those that their process records just
   * now after all; how many. In transactions of its own.
   */
  public int takeUp() {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (true) {
      try {
        return Objects.requireNonNull(transaction.execute(status -> takeUpNow()));
      } catch (DataAccessException e) {
        if (!RowsInUse.ended(e) || System.nanoTime() - giveUp > 0) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private int takeUpNow() {
    if (!embedded) {
      jdbc.queryForList(ALL, Long.class);
    }
    jdbc.update(UNTOLD_ATTEMPTS);
    jdbc.update(UNTOLD_MESSAGES);
    jdbc.update(KNOWN_MESSAGES);
    jdbc.update(KNOWN_INTENTS);
    jdbc.batchUpdate(
        NEW_ID,
        jdbc.queryForList(TAKEN_IDS, Long.class).stream()
            .map(message -> new Object[] {ids.next(), message})
            .toList());
    int dead = jdbc.update(DEAD_ATTEMPTS);
    jdbc.update(DEAD_MESSAGES);
    jdbc.update(DEAD_INTENTS);
    return dead;
  }

  /**
   * The same for those of some lanes, whose process is gone or has slept too long; in the
   * transaction that takes the lanes from it, which ends where it records one of them just now.
   */
  public int takeUp(Collection<Integer> lanes) {
    List<Long> messages = named.queryForList(OF_LANES, Map.of("lanes", lanes), Long.class);
    if (messages.isEmpty()) {
      return 0;
    }
    Map<String, List<Long>> which = Map.of("messages", messages);
    int dead = named.update(DEAD_ATTEMPTS_OF, which);
    named.update(DEAD_MESSAGES_OF, which);
    named.update(DEAD_INTENTS_OF, which);
    return dead;
  }
}
