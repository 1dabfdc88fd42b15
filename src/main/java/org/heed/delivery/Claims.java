package org.heed.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.address.PhoneType;
import org.heed.consent.Candidate;
import org.heed.consent.Decision;
import org.heed.consent.PhoneBook;
import org.heed.consent.SmsStatus;
import org.heed.gateway.GatewayClock;
import org.heed.gateway.Text;
import org.heed.job.RunLock;
import org.heed.message.OptOutLine;
import org.heed.settings.DeliverySettings;
import org.heed.queue.AttemptIds;
import org.heed.queue.Intent;
import org.heed.queue.QueuedText;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The consent gate: commits the intent to send, in one short transaction with the last look at
 * consent, so that nothing the ledger knows by then is overlooked (O2).
 */
@Component
class Claims {
  // RELEASED is compared as an expression: HSQLDB would walk all of them instead of the message's.
  private static final String WAITING =
      """
      select m.id, m.body, m.destination, f.sms_status, f.not_textable_code, r.first_text_at,
        e.body as earlier_body, p.held as person_held,
      """
          + PhoneBook.HELD
          + """
           as held
          from message m
          join person p on p.id = m.person_id
          join phone f on f.number = m.destination
          left join pair r on r.number = m.destination and r.sender = m.sender
          left join attempt e on e.message_id = m.id and e.status || '' in ('RELEASED', 'UNKNOWN')
            and e.destination = m.destination
          where m.id in (:ids) and m.status || '' = 'READY' and m.channel || '' = 'SMS'
          """;
  private static final String INTENT =
      """
      insert into intent (message_id, attempt_id, run_id, sender, destination, body, started_at,
        gateway_started_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;
  private final Router router;
  private final RunLock lock;
  private final StorageGuard guard;
  private final AttemptIds ids;
  private final Clock clock;
  private final GatewayClock gatewayClock;
  private final @Nullable String stopLine;

  Claims(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Router router,
      RunLock lock,
      StorageGuard guard,
      AttemptIds ids,
      Clock clock,
      GatewayClock gatewayClock,
      DeliverySettings properties) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = transaction;
    this.router = router;
    this.lock = lock;
    this.guard = guard;
    this.ids = ids;
    this.clock = clock;
    this.gatewayClock = gatewayClock;
    this.stopLine = properties.stopLine();
  }

  /**
   * What came of a claim.
   *
   * @param intents committed, to be sent now
   * @param turned texts that consent or the hour no longer lets go that way; routed anew
   */
  record Claimed(List<Intent> intents, List<QueuedText> turned) {}

  /** A text as it stands in the queue now. */
  private record Waiting(
      String body, Candidate phone, boolean textedBefore, @Nullable String earlierBody) {}

  /**
   * Claims texts of different lanes for one run.
   *
   * @throws org.heed.storage.StorageFull when an intent may not survive; none of them may be sent
   */
  Claimed claim(List<QueuedText> texts, long runId) {
    return claimAt(texts, runId, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  Claimed claimAt(List<QueuedText> texts, long runId, Instant now) {
    long ticks = System.nanoTime();
    lock.check();
    guard.room();
    Claimed claimed =
        guard.durably(
            () ->
                Objects.requireNonNull(
                    transaction.execute(status -> claimNow(texts, runId, now, ticks))),
            done -> done.intents().stream().map(Claims::committed).toList());
    claimed.intents().stream().mapToLong(Intent::attemptId).max().ifPresent(guard::readBack);
    return claimed;
  }

  private Claimed claimNow(List<QueuedText> texts, long runId, Instant now, long ticks) {
    Map<Long, Waiting> waiting = waiting(texts);
    List<Intent> intents = new ArrayList<>();
    List<QueuedText> turned = new ArrayList<>();
    Set<Long> routeAgain = new HashSet<>();
    for (QueuedText text : texts) {
      Waiting found = waiting.get(text.id());
      if (found == null) {
        turned.add(text);
      } else if (router.decide(found.phone(), now).kind() != Decision.Kind.SMS) {
        turned.add(text);
        routeAgain.add(text.id());
      } else {
        intents.add(intent(text, found, runId, now, ticks));
      }
    }
    if (!routeAgain.isEmpty()) {
      router.routeAgain(routeAgain, now);
    }
    jdbc.batchUpdate(INTENT, intents.stream().map(Claims::row).toList());
    return new Claimed(intents, turned);
  }

  private Map<Long, Waiting> waiting(List<QueuedText> texts) {
    Map<Long, QueuedText> byId = new HashMap<>();
    texts.forEach(text -> byId.put(text.id(), text));
    Map<Long, Waiting> waiting = new HashMap<>();
    named.query(
        WAITING,
        Map.of("ids", byId.keySet()),
        (RowCallbackHandler)
            row -> {
              QueuedText text = byId.get(row.getLong("id"));
              if (text != null && text.destination().e164().equals(row.getString("destination"))) {
                waiting.putIfAbsent(text.id(), read(row, text));
              }
            });
    return waiting;
  }

  private static Waiting read(ResultSet row, QueuedText text) throws SQLException {
    Candidate phone =
        new Candidate(
            text.destination(),
            PhoneType.Other,
            SmsStatus.valueOf(row.getString("sms_status")),
            row.getObject("not_textable_code") == null,
            false,
            PhoneBook.refusal(row.getString("held")));
    return new Waiting(
        row.getString("body"),
        row.getString("person_held") == null ? phone : phone.ofHeldPerson(),
        row.getObject("first_text_at") != null,
        row.getString("earlier_body"));
  }

  /** A repeat is the same text as the first try (R8). */
  private Intent intent(QueuedText text, Waiting found, long runId, Instant now, long ticks) {
    boolean first = !found.textedBefore();
    String body = found.earlierBody();
    if (body == null) {
      body = OptOutLine.body(found.body(), first ? stopLine : null);
    }
    return new Intent(
        text,
        ids.next(),
        runId,
        new Text(text.sender(), text.destination(), body),
        first,
        now,
        gatewayClock.earliest(now).truncatedTo(ChronoUnit.MICROS),
        ticks);
  }

  private static LoggedRow committed(Intent intent) {
    return LoggedRow.of("intent", intent.queued().id(), intent.attemptId());
  }

  private static Object[] row(Intent intent) {
    return new Object[] {
      intent.queued().id(),
      intent.attemptId(),
      intent.runId(),
      intent.text().from().e164(),
      intent.text().to().e164(),
      intent.text().body(),
      intent.startedAt().atOffset(ZoneOffset.UTC),
      intent.gatewayStartedAt().atOffset(ZoneOffset.UTC)
    };
  }
}
