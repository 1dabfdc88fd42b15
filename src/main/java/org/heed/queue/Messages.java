package org.heed.queue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.address.Times;
import org.heed.storage.ManyRows;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The messages' rows. Every verb works in the caller's transaction, and takes a message only to
 * where {@link MessageStatus#next()} lets it go: one that is elsewhere by then stays as it is.
 */
@Component
public class Messages {
  private static final Logger log = LoggerFactory.getLogger(Messages.class);

  private static final String ADD =
      """
      insert into message (campaign_id, line, person_id, named_number, sender, body, subject, email,
        if_unknown, send_after, urgent, queued_at, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'READY')
      """;
  private static final String FORGET =
      "delete from message where campaign_id in (select id from campaign where file_id = ?)";
  private static final String MOVE =
      """
      merge into message m
      using (select v.id, v.destination from unnest(%s, %s) as v (id, destination)) as v
      on (m.id = v.id and m.status || '' in (%s))
      when matched then update set status = ?, channel = ?, destination = v.destination, reason = ?,
        error = ?, held_until = ?
      """;
  private static final String SET =
      "update message set status = ? where id = ? and status || '' in (%s)";

  /** Makes what is to follow {@code where} ready to be routed, whatever was known of its way. */
  static final String TO_BE_ROUTED =
      """
      update message set status = 'READY', channel = null, destination = null, reason = null,
        error = null, held_until = null
      where\
      """
          + " ";

  private static final String TEXTS_TO_ROUTE =
      TO_BE_ROUTED
          + """
          status = 'READY' and channel is not null and (channel = 'SMS' or destination is null)
          """;
  private static final String HELD_TO_ROUTE =
      TO_BE_ROUTED
          + """
          status = 'HELD'
            and (reason is null or reason not in ('GATEWAY_QUIET_HOURS', 'PAUSED') or held_until <= ?
              or (reason = 'PAUSED' and not exists (select 1 from pause p
                where (p.campaign_id = message.campaign_id
                    or (p.sender = message.sender and message.channel = 'SMS'))
                  and not exists (select 1 from resumption r where r.pause_id = p.id))))
          """;
  private static final String OUTCOMES_CHANGED =
      """
      update campaign set outcomes_at = null
      where id = (select campaign_id from message where id = ?)
      """;
  private static final String TO_ROUTE =
      "select count(*) from message where status = 'READY' and channel is null";

  private final JdbcTemplate jdbc;
  private final MessageWords words;
  private final OnlyCampaign only;

  Messages(JdbcTemplate jdbc, OnlyCampaign only) {
    this.jdbc = jdbc;
    this.words = new MessageWords(jdbc);
    this.only = only;
  }

  /**
   * A message that a campaign's row asks for.
   *
   * @param named the phone the row names; null: it names the person only
   * @param email as the row says; empty: none, also where the person has one; null: as the person's
   * @param ifUnknown hold or resend
   * @param urgent whether it passes the limit of texts per person (R11)
   * @param words hashes of what makes another the same (R12)
   */
  public record NewMessage(
      long campaignId,
      long line,
      long personId,
      @Nullable String named,
      String sender,
      String body,
      @Nullable String subject,
      @Nullable String email,
      String ifUnknown,
      @Nullable Instant sendAfter,
      boolean urgent,
      OffsetDateTime queuedAt,
      List<Long> words) {
    private @Nullable Object[] row() {
      return new @Nullable Object[] {
        campaignId,
        line,
        personId,
        named,
        sender,
        body,
        subject,
        email,
        ifUnknown,
        Times.utcOrNull(sendAfter),
        urgent,
        queuedAt
      };
    }
  }

  /** Queues messages. */
  public void enqueue(List<NewMessage> messages) {
    jdbc.batchUpdate(ADD, messages.stream().map(NewMessage::row).toList());
    words.add(messages);
  }

  /** Takes back what a file queued that nobody accepted. */
  public void forget(long fileId) {
    words.forget(fileId);
    jdbc.update(FORGET, fileId);
  }

  /** Sets what messages, by their ids, are known by. */
  public void know(Map<Long, List<Long>> known) {
    words.set(known);
  }

  /** Moves messages; of several moves of one the last. */
  public void move(Collection<Move> messages) {
    Map<Long, Move> last = new LinkedHashMap<>();
    messages.forEach(move -> last.put(move.id(), move));
    last.values().stream()
        .collect(Collectors.groupingBy(Move::alike, LinkedHashMap::new, Collectors.toList()))
        .forEach((alike, some) -> ManyRows.each(some, these -> move(alike, these)));
  }

  private void move(Move alike, List<Move> some) {
    MessageStatus to = alike.to();
    Reason reason = alike.reason();
    Channel channel = alike.channel();
    List<Long> ids = some.stream().map(Move::id).toList();
    int moved =
        jdbc.update(
            MOVE.formatted(ManyRows.NUMBERS, ManyRows.TEXTS, before(to)),
            ManyRows.numbers(ids),
            ManyRows.texts(some.stream().map(Move::destination).toList()),
            to.name(),
            channel == null ? null : channel.name(),
            reason == null ? null : reason.name(),
            alike.error(),
            Times.utcOrNull(alike.heldUntil()));
    if (moved < ids.size()) {
      stayed(
          () ->
              log.warn(
                  "{} of the messages {} cannot become {} from where they are, and stay there",
                  ids.size() - moved,
                  ids,
                  to));
    }
  }

  /** Changes the status of messages and nothing beside it. */
  void set(MessageStatus to, Collection<Long> ids) {
    List<Object[]> rows = ids.stream().map(id -> new Object[] {to.name(), id}).toList();
    check(to, List.copyOf(ids), jdbc.batchUpdate(SET.formatted(before(to)), rows));
  }

  /** Puts every text that has not left to the routing rules once more; how many. */
  public int routeTextsAgain() {
    return jdbc.update(TEXTS_TO_ROUTE + only.and());
  }

  /** Puts what is held to the rules once more, unless it waits for a time or a pause; how many. */
  public int releaseHeld(Instant now) {
    return jdbc.update(HELD_TO_ROUTE + only.and(), Times.utc(now));
  }

  /** How many are to be routed. */
  public long toRoute() {
    Long count = jdbc.queryForObject(TO_ROUTE + only.and(), Long.class);
    return count == null ? 0 : count;
  }

  /** From where a message may become this, as SQL has it. */
  private static String before(MessageStatus to) {
    return to.before().stream()
        .map(MessageStatus::name)
        .collect(Collectors.joining("', '", "'", "'"));
  }

  private static void check(MessageStatus to, List<Long> ids, int[] moved) {
    List<Long> stayed =
        IntStream.range(0, moved.length).filter(i -> moved[i] == 0).mapToObj(ids::get).toList();
    if (!stayed.isEmpty()) {
      stayed(
          () ->
              log.warn(
                  "messages {} cannot become {} from where they are, and stay there", stayed, to));
    }
  }

  /** Told of what is committed: where it ends, somebody else has the messages, and that is told. */
  private static void stayed(Runnable tell) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              tell.run();
            }
          });
    } else {
      tell.run();
    }
  }

  /** Has the outcome files of these messages' campaigns written anew. */
  public void outcomesChanged(Collection<Long> ids) {
    jdbc.batchUpdate(OUTCOMES_CHANGED, ids.stream().map(id -> new Object[] {id}).toList());
  }
}
