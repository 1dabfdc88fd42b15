package org.heed.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.gateway.LogEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles texts that had no answer from the gateway's own log (R6): found there, they went or were
 * refused; absent in two looks a proof time apart, they never went and are sent again.
 */
@Component
public class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final Duration HOPELESS = Duration.ofDays(3);

  private static final String DEAD_ATTEMPTS =
      """
      insert into attempt (id, message_id, run_id, channel, sender, destination, body, status, attempted_at)
      select attempt_id, message_id, run_id, 'SMS', sender, destination, body, 'IN_DOUBT', started_at
      from intent
      """;
  private static final String DEAD_MESSAGES =
      "update message set status = 'IN_DOUBT' where id in (select message_id from intent)";
  private static final String DEAD_INTENTS = "delete from intent";
  private static final String OPEN =
      """
      select a.id, a.message_id, m.person_id, a.sender, a.destination, a.body, a.attempted_at,
        a.looked_at, m.if_unknown
      from attempt a join message m on m.id = a.message_id
      where a.id in (select id from attempt where status = 'IN_DOUBT' and channel = 'SMS' and id > ?
        order by status, channel, id limit 500)
      order by a.id
      """;
  private static final String TAKEN = "select gateway_id from attempt where gateway_id in (:sids)";
  private static final String REFUSED_BEFORE =
      """
      select count(*) from attempt where destination = ? and sender = ? and body = ?
        and status = 'FAILED' and channel = 'SMS' and gateway_id is null and attempted_at >= ?
      """;
  private static final String LATER =
      """
      select gateway_id, destination from attempt where sender = ? and id > ? and channel = 'SMS'
        and gateway_id is not null order by id limit 1
      """;
  private static final String SENT =
      """
      update attempt set status = ?, gateway_id = ?, gateway_at = ?, ended_at = ?, segments = ?
      where id = ?
      """;
  private static final String MESSAGE =
      "update message set status = ?, channel = 'SMS' where id = ?";
  private static final String FIRST_TEXT =
      "update pair set first_text_at = ? where sender = ? and number = ? and first_text_at is null";
  private static final String LOOKED = "update attempt set looked_at = ? where id = ?";
  private static final String ATTEMPT = "update attempt set status = ?, ended_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;
  private final SentLog sentLog;
  private final LateResults late;
  private final Clock clock;
  private final Duration proofAfter;

  Settlement(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      SentLog sentLog,
      LateResults late,
      Clock clock,
      SettlementProperties properties) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = transaction;
    this.sentLog = sentLog;
    this.late = late;
    this.clock = clock;
    this.proofAfter = properties.proofAfter();
  }

  /** Every text a dead run was sending is in doubt from now on; nothing sends while this runs. */
  public void takeUpDead() {
    transaction.executeWithoutResult(
        status -> {
          int dead = jdbc.update(DEAD_ATTEMPTS);
          jdbc.update(DEAD_MESSAGES);
          jdbc.update(DEAD_INTENTS);
          if (dead > 0) {
            log.warn(
                "{} texts were being sent when a run died; the gateway's log settles them", dead);
          }
        });
  }

  /**
   * Looks for every text in doubt.
   *
   * @throws org.heed.gateway.GatewayFault if the log cannot be read
   */
  public void settle() {
    long last = 0;
    List<OpenText> page;
    do {
      page = jdbc.query(OPEN, (row, n) -> read(row), last);
      Map<PhoneNumber, List<OpenText>> byPhone = new LinkedHashMap<>();
      for (OpenText text : page) {
        byPhone.computeIfAbsent(text.to(), to -> new ArrayList<>()).add(text);
        last = text.attemptId();
      }
      byPhone.forEach(this::settle);
    } while (!page.isEmpty());
  }

  /** When the next look is due; empty: nothing is in doubt. */
  public Optional<Instant> due() {
    OffsetDateTime looked =
        jdbc.queryForObject(
            """
            select min(coalesce(looked_at, attempted_at)) from attempt
            where status = 'IN_DOUBT' and channel = 'SMS'
            """,
            OffsetDateTime.class);
    return Optional.ofNullable(looked).map(at -> at.toInstant().plus(proofAfter));
  }

  private void settle(PhoneNumber to, List<OpenText> texts) {
    Instant oldest =
        texts.stream().map(OpenText::startedAt).min(Comparator.naturalOrder()).orElseThrow();
    SentLog.Rows rows = sentLog.to(to, oldest);
    Search search =
        Search.of(
            texts,
            rows.entries(),
            taken(rows.entries()),
            text -> rows.notBefore(text.startedAt()),
            text -> refusedBefore(text, rows.notBefore(text.startedAt())));
    Map<OpenText, Absence> absences = new LinkedHashMap<>();
    search.absent().forEach(text -> absences.put(text, absence(text)));
    transaction.executeWithoutResult(status -> record(search.found(), absences));
  }

  private void record(Map<OpenText, LogEntry> found, Map<OpenText, Absence> absences) {
    OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    List<FailedText> failed = new ArrayList<>();
    found.forEach(
        (text, entry) -> {
          if (entry.failed()) {
            Integer code = entry.errorCode();
            failed.add(
                new FailedText(
                    text.attemptId(),
                    text.messageId(),
                    text.personId(),
                    text.to(),
                    text.sender(),
                    code == null ? 0 : code,
                    entry.sid(),
                    entry.createdAt()));
            return;
          }
          String status = entry.status().equals("delivered") ? "DELIVERED" : "SENT";
          OffsetDateTime at = entry.createdAt().atOffset(ZoneOffset.UTC);
          jdbc.update(SENT, status, entry.sid(), at, now, entry.segments(), text.attemptId());
          jdbc.update(MESSAGE, status, text.messageId());
          jdbc.update(FIRST_TEXT, at, text.sender().e164(), text.to().e164());
        });
    late.failed(failed);
    absences.forEach((text, absence) -> record(text, absence, now));
    log.info(
        "{} texts in doubt: {} found, {} never sent",
        found.size() + absences.size(),
        found.size(),
        absences.values().stream().filter(Absence.PROVEN::equals).count());
  }

  private void record(OpenText text, Absence absence, OffsetDateTime now) {
    boolean hopeless =
        text.lookedAt() != null && text.startedAt().isBefore(now.toInstant().minus(HOPELESS));
    if (absence == Absence.PROVEN || (hopeless && text.resend())) {
      jdbc.update(ATTEMPT, "RELEASED", now, text.attemptId());
      jdbc.update(MESSAGE, "READY", text.messageId());
    } else if (hopeless) {
      jdbc.update(ATTEMPT, "UNKNOWN", now, text.attemptId());
      jdbc.update(MESSAGE, "UNKNOWN", text.messageId());
    } else if (absence != Absence.TOO_EARLY) {
      jdbc.update(LOOKED, now, text.attemptId());
    }
  }

  /** What a look without a find is worth. */
  private enum Absence {
    /** The first look; a second one, a proof time later, will tell. */
    FIRST_LOOK,
    /** The proof time is not over. */
    TOO_EARLY,
    /** The log is behind: it lacks what was surely sent later, and the looks begin again. */
    LOG_BEHIND,
    /** It was never sent. */
    PROVEN
  }

  private Absence absence(OpenText text) {
    Instant looked = text.lookedAt();
    if (looked == null) {
      return Absence.FIRST_LOOK;
    }
    if (looked.plus(proofAfter).isAfter(clock.instant())) {
      return Absence.TOO_EARLY;
    }
    List<Map<String, Object>> later =
        jdbc.queryForList(LATER, text.sender().e164(), text.attemptId());
    if (later.isEmpty()) {
      return Absence.PROVEN;
    }
    String sid = String.valueOf(later.get(0).get("gateway_id"));
    PhoneNumber to = new PhoneNumber(String.valueOf(later.get(0).get("destination")));
    return sentLog.to(to, text.startedAt()).entries().stream()
            .anyMatch(entry -> entry.sid().equals(sid))
        ? Absence.PROVEN
        : Absence.LOG_BEHIND;
  }

  private Set<String> taken(List<LogEntry> listed) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < listed.size(); i += 500) {
      List<String> sids =
          listed.subList(i, Math.min(listed.size(), i + 500)).stream().map(LogEntry::sid).toList();
      taken.addAll(named.queryForList(TAKEN, Map.of("sids", sids), String.class));
    }
    return taken;
  }

  private long refusedBefore(OpenText text, Instant notBefore) {
    Long count =
        jdbc.queryForObject(
            REFUSED_BEFORE,
            Long.class,
            text.to().e164(),
            text.sender().e164(),
            text.body(),
            notBefore.atOffset(ZoneOffset.UTC));
    return count == null ? 0 : count;
  }

  private static OpenText read(ResultSet row) throws SQLException {
    return new OpenText(
        row.getLong("id"),
        row.getLong("message_id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("sender")),
        new PhoneNumber(row.getString("destination")),
        row.getString("body"),
        row.getObject("attempted_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("looked_at", OffsetDateTime.class)),
        row.getString("if_unknown").equals("resend"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
