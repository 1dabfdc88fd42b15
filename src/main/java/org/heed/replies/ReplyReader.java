package org.heed.replies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogEntry;
import org.heed.gateway.LogPage;
import org.heed.reconciliation.LateResults;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the gateway's log, newest first, back to where the last reading is surely complete: keeps
 * the replies and applies late results (L1, G2). A reply is known by its id, so reading it twice
 * changes nothing.
 */
@Component
public class ReplyReader {
  private static final Duration OVERLAP = Duration.ofHours(6);
  private static final Duration RESULTS_COME_WITHIN = Duration.ofDays(3);
  private static final Duration FIRST_READING = Duration.ofDays(30);
  private static final long ORDERS_A_SECOND = 1_000_000;

  private static final String POSITION = "select read_to from gateway_position where id = 1";
  private static final String MOVE = "update gateway_position set read_to = ? where id = 1";
  private static final String FIRST_POSITION =
      "insert into gateway_position (id, read_to) values (1, ?)";
  private static final String KNOWN = "select sid from gateway_log where sid in (:sids)";
  private static final String KEEP =
      """
      insert into gateway_log (sid, kind, number, sender, body, created_at, list_order, read_at, applied)
      values (?, 'REPLY', ?, ?, ?, ?, ?, ?, false)
      """;
  private static final String LATEST_SENT =
      """
      select attempted_at from attempt where status = 'SENT' and channel = 'SMS'
      order by status desc, channel desc, id desc limit 1
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;
  private final ObjectProvider<Gateway> gateway;
  private final LateResults late;
  private final Replies replies;
  private final Clock clock;

  ReplyReader(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ObjectProvider<Gateway> gateway,
      LateResults late,
      Replies replies,
      Clock clock) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = transaction;
    this.gateway = gateway;
    this.late = late;
    this.replies = replies;
    this.clock = clock;
  }

  /**
   * Reads what is new and applies it.
   *
   * @throws org.heed.gateway.GatewayFault if the log cannot be read; what was read stays applied
   */
  public void read() {
    Instant now = clock.instant();
    Instant position = first(POSITION);
    Instant from = position == null ? now.minus(FIRST_READING) : position.minus(OVERLAP);
    Instant sent = first(LATEST_SENT);
    Instant results = now.minus(RESULTS_COME_WITHIN);
    readBackTo(sent != null && sent.isAfter(results) && results.isBefore(from) ? results : from);
  }

  /** Reads once more what came since a time; used within a run. */
  public void readSince(Instant time) {
    readBackTo(time.minus(Duration.ofMinutes(5)));
  }

  private void readBackTo(Instant from) {
    Instant readAt = clock.instant();
    long order = readAt.getEpochSecond() * ORDERS_A_SECOND + ORDERS_A_SECOND - 1;
    Instant reached = null;
    String next = null;
    boolean older;
    do {
      LogPage page = gateway.getObject().log(null, next);
      if (reached == null) {
        reached = page.at() == null ? readAt : page.at();
      }
      long first = order;
      transaction.executeWithoutResult(
          status -> {
            keep(page.entries(), first, readAt);
            late.apply(page.entries());
          });
      order -= page.entries().size();
      older =
          !page.entries().isEmpty()
              && page.entries().stream().allMatch(entry -> entry.createdAt().isBefore(from));
      next = page.next();
    } while (next != null && !older);
    replies.apply();
    OffsetDateTime position = reached.atOffset(ZoneOffset.UTC);
    transaction.executeWithoutResult(
        status -> {
          if (jdbc.update(MOVE, position) == 0) {
            jdbc.update(FIRST_POSITION, position);
          }
        });
  }

  private void keep(List<LogEntry> entries, long firstOrder, Instant readAt) {
    List<String> inbound = entries.stream().filter(LogEntry::inbound).map(LogEntry::sid).toList();
    if (inbound.isEmpty()) {
      return;
    }
    Set<String> known =
        new HashSet<>(named.queryForList(KNOWN, Map.of("sids", inbound), String.class));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      LogEntry entry = entries.get(i);
      String from = entry.from();
      if (entry.inbound() && from != null && Replies.isNumber(from) && known.add(entry.sid())) {
        String body = entry.body();
        rows.add(
            new @Nullable Object[] {
              entry.sid(),
              from,
              Replies.isNumber(entry.to()) ? entry.to() : "",
              body.length() <= 1600 ? body : body.substring(0, 1600),
              entry.createdAt().atOffset(ZoneOffset.UTC),
              firstOrder - i,
              readAt.atOffset(ZoneOffset.UTC)
            });
      }
    }
    jdbc.batchUpdate(KEEP, rows);
  }

  private @Nullable Instant first(String query) {
    List<OffsetDateTime> found = jdbc.queryForList(query, OffsetDateTime.class);
    return found.isEmpty() || found.get(0) == null ? null : found.get(0).toInstant();
  }
}
