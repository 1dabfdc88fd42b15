package org.heed.replies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Times;
import org.heed.gateway.Answer;
import org.heed.gateway.Codes;
import org.heed.gateway.LogEntry;
import org.heed.reconciliation.Listed;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * One reading of the gateway's log: keeps its replies and refusals, and gives every row a number
 * that tells what is newer on the list (I3). A row that shows up late, between rows read before,
 * gets its number between theirs.
 */
final class LogRows {
  private static final long ORDERS_A_SECOND = 1_000_000_000;
  private static final long ROOM = 1000;
  private static final String KNOWN =
      "select sid, list_order from gateway_log where sid in (:sids)";
  private static final String KEEP =
      """
      insert into gateway_log (sid, kind, number, sender, body, created_at, list_order, read_at, applied)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final int LONGEST_BODY = 1600;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final PhoneNumbers numbers;
  private final Instant readAt;
  private long order;
  private long step = ROOM;
  private boolean first = true;

  LogRows(JdbcTemplate jdbc, PhoneNumbers numbers, Instant readAt) {
    this.jdbc = jdbc;
    this.numbers = numbers;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.readAt = readAt;
    this.order = (readAt.getEpochSecond() + 1) * ORDERS_A_SECOND;
  }

  /** Takes the next page, newest first, in the caller's transaction. */
  List<Listed> take(List<LogEntry> page) {
    Map<String, Long> known = known(page);
    if (first) {
      first = false;
      long highest = known.values().stream().mapToLong(Long::longValue).max().orElse(0);
      order = Math.max(order, highest + ROOM * (page.size() + 1));
    }
    List<Listed> listed = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (LogEntry entry : page) {
      Long before = known.get(entry.sid());
      if (before == null) {
        order -= step;
      } else {
        order = Math.min(order - 1, before);
        step = 1;
      }
      listed.add(new Listed(entry, order));
      if (before == null && isKept(entry)) {
        known.put(entry.sid(), order);
        rows.add(row(entry));
      }
    }
    jdbc.batchUpdate(KEEP, rows);
    return listed;
  }

  private Map<String, Long> known(List<LogEntry> page) {
    Map<String, Long> known = new HashMap<>();
    List<String> sids = page.stream().filter(this::isKept).map(LogEntry::sid).toList();
    if (!sids.isEmpty()) {
      named.query(
          KNOWN,
          Map.of("sids", sids),
          row -> {
            known.put(row.getString(1), row.getLong(2));
          });
    }
    return known;
  }

  private @Nullable Object[] row(LogEntry entry) {
    boolean reply = entry.inbound();
    String theirs = reply ? entry.from() : entry.to();
    PhoneNumber phone = Address.phone(theirs, numbers);
    String body = entry.body();
    return new @Nullable Object[] {
      entry.sid(),
      reply ? "REPLY" : "REFUSAL",
      phone == null ? Address.kept(theirs, numbers) : phone.e164(),
      Address.kept(reply ? entry.to() : entry.from(), numbers),
      !reply ? null : body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY),
      Times.utc(entry.createdAt()),
      order,
      Times.utc(readAt),
      false
    };
  }

  /** Every reply, whatever its address looks like: it may be a STOP. */
  private boolean isKept(LogEntry entry) {
    Integer code = entry.errorCode();
    return entry.inbound()
        || (entry.failed()
            && code != null
            && Codes.kind(code) == Answer.Kind.OPTED_OUT
            && Address.phone(entry.to(), numbers) != null);
  }
}
