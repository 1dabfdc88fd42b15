package org.heed.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.consent.Candidate;
import org.heed.consent.Decision;
import org.heed.consent.PhoneBook;
import org.heed.gateway.Text;
import org.heed.message.AttemptIds;
import org.heed.message.OptOutLine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The consent gate: commits the intent to send, in one short transaction with the last look at
 * consent, so that nothing the ledger knows by then is overlooked (O2).
 */
@Component
class Claims {
  private static final String PAIRS =
      "select sender, number, first_text_at from pair where number in (:numbers)";
  private static final String NEW_PAIR = "insert into pair (sender, number) values (?, ?)";
  private static final String BODIES = "select id, body from message where id in (:ids)";
  private static final String EARLIER_BODIES =
      """
      select message_id, destination, body from attempt
      where message_id in (:ids) and channel = 'SMS' and status = 'RELEASED' order by id
      """;
  private static final String SENDING =
      "update message set status = 'SENDING', channel = 'SMS', destination = ? where id = ?";
  private static final String INTENT =
      """
      insert into attempt (id, message_id, run_id, channel, sender, destination, body, status, attempted_at)
      values (?, ?, ?, 'SMS', ?, ?, ?, 'SENDING', ?)
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;
  private final PhoneBook phones;
  private final Router router;
  private final AttemptIds ids;
  private final Clock clock;
  private final @Nullable String stopLine;

  Claims(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      PhoneBook phones,
      Router router,
      AttemptIds ids,
      Clock clock,
      DeliveryProperties properties) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = transaction;
    this.phones = phones;
    this.router = router;
    this.ids = ids;
    this.clock = clock;
    this.stopLine = properties.stopLine();
  }

  /**
   * What came of a claim.
   *
   * @param intents committed, to be sent now
   * @param turned texts that consent or the hour no longer lets go; routed elsewhere
   */
  record Claimed(List<Intent> intents, List<QueuedText> turned) {}

  /** Claims texts of different lanes for one run. */
  Claimed claim(List<QueuedText> texts, long runId) {
    return claimAt(texts, runId, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  Claimed claimAt(List<QueuedText> texts, long runId, Instant now) {
    return Optional.ofNullable(transaction.execute(status -> claimNow(texts, runId, now)))
        .orElseThrow();
  }

  private Claimed claimNow(List<QueuedText> texts, long runId, Instant now) {
    Set<PhoneNumber> numbers =
        texts.stream().map(QueuedText::destination).collect(Collectors.toSet());
    Map<PhoneNumber, Candidate> known = phones.numbers(numbers);
    List<QueuedText> open = new ArrayList<>();
    List<QueuedText> turned = new ArrayList<>();
    for (QueuedText text : texts) {
      Candidate candidate = known.get(text.destination());
      boolean goes = candidate != null && router.decide(candidate, now).kind() == Decision.Kind.SMS;
      (goes ? open : turned).add(text);
    }
    if (!turned.isEmpty()) {
      router.routeAgain(turned.stream().map(QueuedText::id).toList(), now);
    }
    List<Intent> intents = intents(open, numbers, now);
    jdbc.batchUpdate(
        SENDING,
        intents.stream().map(i -> new Object[] {i.text().to().e164(), i.queued().id()}).toList());
    jdbc.batchUpdate(
        INTENT,
        intents.stream()
            .map(
                i ->
                    new Object[] {
                      i.attemptId(),
                      i.queued().id(),
                      runId,
                      i.text().from().e164(),
                      i.text().to().e164(),
                      i.text().body(),
                      now.atOffset(ZoneOffset.UTC)
                    })
            .toList());
    return new Claimed(intents, turned);
  }

  private List<Intent> intents(
      List<QueuedText> texts, Collection<PhoneNumber> numbers, Instant now) {
    if (texts.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> texted = new HashMap<>();
    named.query(
        PAIRS,
        Map.of("numbers", numbers.stream().map(PhoneNumber::e164).toList()),
        row -> {
          texted.put(row.getString(1) + row.getString(2), row.getObject(3) != null);
        });
    jdbc.batchUpdate(
        NEW_PAIR,
        texts.stream()
            .filter(text -> !texted.containsKey(pair(text)))
            .map(text -> new Object[] {text.sender().e164(), text.destination().e164()})
            .toList());
    Map<String, List<Long>> these = Map.of("ids", texts.stream().map(QueuedText::id).toList());
    Map<Long, String> bodies = new HashMap<>();
    named.query(
        BODIES,
        these,
        row -> {
          bodies.put(row.getLong(1), row.getString(2));
        });
    Map<String, String> fixed = new HashMap<>();
    named.query(
        EARLIER_BODIES,
        these,
        row -> {
          fixed.put(row.getLong(1) + row.getString(2), row.getString(3));
        });
    List<Intent> intents = new ArrayList<>();
    for (QueuedText text : texts) {
      boolean first = !texted.getOrDefault(pair(text), false);
      String body = fixed.get(text.id() + text.destination().e164());
      if (body == null) {
        body = OptOutLine.body(bodies.getOrDefault(text.id(), ""), first ? stopLine : null);
      }
      intents.add(
          new Intent(
              text, ids.next(), new Text(text.sender(), text.destination(), body), first, now));
    }
    return intents;
  }

  private static String pair(QueuedText text) {
    return text.sender().e164() + text.destination().e164();
  }
}
