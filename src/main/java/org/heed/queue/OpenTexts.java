package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.heed.consent.Pair;
import org.heed.consent.TextedPairs;
import org.heed.gateway.GatewayClock;
import org.heed.gateway.LogEntry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Texts without an answer, in the database: which there are, and what became of them. */
@Component
public class OpenTexts {
  /** How long a text for a person to decide is still looked for in the gateway's log. */
  private static final Duration LOOKED_FOR = Duration.ofDays(30);

  private static final String PAGE =
      """
      select a.id, a.message_id, m.person_id, a.sender, a.destination, a.body,
        coalesce(a.gateway_at, a.attempted_at) as started_at, a.looked_at, m.if_unknown
      from attempt a join message m on m.id = a.message_id
      where a.id in (select o.id from attempt o join message n on n.id = o.message_id
        where o.status = ? and o.channel = 'SMS' and o.id > ? and o.attempted_at > ?
          and n.status = o.status
          and not exists (select 1 from decision d where d.attempt_id = o.id)
        order by o.status, o.channel, o.id limit 500)
      order by a.id
      """;
  private static final String NEXT_LOOK =
      """
      select min(coalesce(looked_at, gateway_at, attempted_at)) from attempt
      where status = 'IN_DOUBT' and channel = 'SMS'
      """;
  private static final String TAKEN = "select gateway_id from attempt where gateway_id in (:sids)";
  // Found by the phone: the embedded database prefers to look at all without an id.
  private static final String REFUSED_BEFORE =
      """
      select count(*) from attempt where destination = ? and sender = ? and body = ?
        and status || '' = 'FAILED' and channel || '' = 'SMS' and coalesce(gateway_id, '') = ''
        and gateway_at >= ?
      """;
  private static final String LATER =
      """
      select gateway_id, destination from attempt where sender = ? and id > ? and channel = 'SMS'
        and gateway_id is not null order by id limit 1
      """;
  // Where several processes send, the higher number is not always the later text.
  private static final String LATER_OF_ROUND =
      """
      select gateway_id, destination from attempt where sender = ?
        and id > (select r.attempts_after from work_round r where r.run_id = ? and r.work = 'TEXTS')
        and channel = 'SMS' and gateway_id is not null and gateway_at > ? order by id limit 1
      """;
  private static final String ROUND =
      """
      select a.run_id from attempt a join work_round r on r.run_id = a.run_id and r.work = 'TEXTS'
      where a.id = ?
      """;
  private static final String SENT =
      """
      update attempt set status = ?, gateway_id = ?, gateway_at = ?, ended_at = ?, segments = ?,
        entry_changed_at = ?
      where id = ?
      """;
  private static final String EXPLAINED =
      """
      insert into attempt (id, message_id, run_id, channel, sender, destination, body, status,
        attempted_at, gateway_at)
      values (?, ?, 0, 'SMS', ?, ?, ?, 'IN_DOUBT', ?, ?)
      """;
  private static final String LOOKED = "update attempt set looked_at = ? where id = ?";
  private static final String ATTEMPT = "update attempt set status = ?, ended_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Messages messages;
  private final TextedPairs texted;

  OpenTexts(JdbcTemplate jdbc, Messages messages, TextedPairs texted) {
    this.messages = messages;
    this.texted = texted;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /** A text surely sent later by the same sender. */
  public record Later(String sid, PhoneNumber to) {}

  /**
   * The next at most 500 after an attempt's id; empty: there are no more.
   *
   * @param status IN_DOUBT, or UNKNOWN for those a person is to decide
   */
  public List<OpenText> page(MessageStatus status, long after, Instant now) {
    Instant since = status == MessageStatus.UNKNOWN ? now.minus(LOOKED_FOR) : Instant.EPOCH;
    return jdbc.query(PAGE, (row, n) -> read(row), status.name(), after, Times.utc(since));
  }

  /** When the text in doubt that waits longest was looked for, or began. */
  public Optional<Instant> longestWaiting() {
    return Optional.ofNullable(jdbc.queryForObject(NEXT_LOOK, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Those of these ids that belong to texts already. */
  public Set<String> taken(List<String> sids) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < sids.size(); i += 500) {
      Collection<String> some = sids.subList(i, Math.min(sids.size(), i + 500));
      taken.addAll(named.queryForList(TAKEN, Map.of("sids", some), String.class));
    }
    return taken;
  }

  /** How many texts like it were refused at once: each is listed under an id nobody told us. */
  public long refusedBefore(OpenText text) {
    Long count =
        jdbc.queryForObject(
            REFUSED_BEFORE,
            Long.class,
            text.to().e164(),
            text.sender().e164(),
            text.body(),
            Times.utc(text.notBefore()));
    return count == null ? 0 : count;
  }

  public Optional<Later> later(OpenText text) {
    String sender = text.sender().e164();
    for (Long runId : jdbc.queryForList(ROUND, Long.class, text.attemptId())) {
      List<Later> later =
          jdbc.query(
              LATER_OF_ROUND,
              OpenTexts::later,
              sender,
              runId,
              Times.utc(text.notBefore().plus(GatewayClock.TOLERANCE)));
      if (!later.isEmpty()) {
        return Optional.of(later.get(0));
      }
    }
    return jdbc.query(LATER, OpenTexts::later, sender, text.attemptId()).stream().findFirst();
  }

  private static Later later(ResultSet row, int n) throws SQLException {
    return new Later(row.getString(1), new PhoneNumber(row.getString(2)));
  }

  public void sent(OpenText text, LogEntry entry, Instant now) {
    MessageStatus status =
        entry.status().equals("delivered") ? MessageStatus.DELIVERED : MessageStatus.SENT;
    boolean arrived = status == MessageStatus.DELIVERED;
    jdbc.update(
        SENT,
        status.name(),
        entry.sid(),
        Times.utc(entry.createdAt()),
        Times.utc(now),
        entry.segments(),
        arrived ? Times.utcOrNull(entry.changedAt()) : null,
        text.attemptId());
    messages.move(List.of(Move.ofText(text.messageId(), status, text.to())));
    texted.note(List.of(new Pair(text.sender(), text.to())), now);
  }

  public void looked(OpenText text, Instant at) {
    jdbc.update(LOOKED, Times.utc(at), text.attemptId());
  }

  /** It never went, or is to go again: the queue has it back. */
  public void sendAgain(OpenText text, Instant now) {
    end(text, MessageStatus.RELEASED, now);
    messages.set(MessageStatus.READY, List.of(text.messageId()));
  }

  /** For a person to decide. */
  public void unknown(OpenText text, Instant now) {
    end(text, MessageStatus.UNKNOWN, now);
    messages.set(MessageStatus.UNKNOWN, List.of(text.messageId()));
  }

  /**
   * Notes that a queued message has a row in the gateway's log that no try of ours explains, as
   * after an old backup was restored; it is in doubt until that row tells.
   */
  public void explain(OpenText text) {
    OffsetDateTime at = Times.utc(text.notBefore());
    jdbc.update(
        EXPLAINED,
        text.attemptId(),
        text.messageId(),
        text.sender().e164(),
        text.to().e164(),
        text.body(),
        at,
        at);
    messages.move(List.of(Move.ofText(text.messageId(), MessageStatus.IN_DOUBT, text.to())));
  }

  private void end(OpenText text, MessageStatus as, Instant now) {
    jdbc.update(ATTEMPT, as.name(), Times.utc(now), text.attemptId());
  }

  private static OpenText read(ResultSet row) throws SQLException {
    return new OpenText(
        row.getLong("id"),
        row.getLong("message_id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("sender")),
        new PhoneNumber(row.getString("destination")),
        row.getString("body"),
        Times.at(row, "started_at").minus(GatewayClock.TOLERANCE),
        Times.atOrNull(row, "looked_at"),
        row.getString("if_unknown").equals("resend"));
  }
}
