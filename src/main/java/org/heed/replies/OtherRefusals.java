package org.heed.replies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.consent.ConsentLedger;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptOut;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.settings.GatewaySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refusals on the gateway's list that became of no text of ours: another program asked on one of
 * our senders and was told that this phone has opted out of it (G2), or ours had ended otherwise.
 */
@Component
class OtherRefusals {
  private record Refusal(String sid, String number, String sender, Instant at, long order) {}

  private record Own(String sender, Instant at) {}

  private record Known(long messageId, long personId, boolean refused) {}

  private static final String PENDING =
      """
      select sid, number, sender, created_at, list_order from gateway_log
      where kind = 'REFUSAL' and applied = false
        and (created_at > :after or (created_at = :after and list_order > :order))
      order by kind, applied, created_at, list_order fetch first 500 rows only
      """;
  private static final String APPLIED =
      "update gateway_log set applied = true where sid in (:sids)";
  private static final String KNOWN =
      """
      select a.gateway_id, a.error_code, m.id, m.person_id
      from attempt a join message m on m.id = a.message_id where a.gateway_id in (:sids)
      """;
  // What is being sent, or has no answer yet, may be what the list shows as refused.
  private static final String OPEN =
      """
      select destination from intent where destination in (:numbers)
      union select destination from attempt
      where destination in (:numbers) and %s
      """
          .formatted(Standing.in(MessageStatus.IN_DOUBT).unindexed(""));
  private static final String AT_ONCE =
      """
      select destination, sender, coalesce(gateway_at, attempted_at) as answered_at from attempt
      where destination in (:numbers) and gateway_id is null and error_code = 21610
      """;
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ConsentLedger ledger;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final boolean throughService;

  OtherRefusals(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      ConsentLedger ledger,
      Senders senders,
      PhoneNumbers numbers,
      GatewaySettings gateway) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ledger = ledger;
    this.senders = senders;
    this.numbers = numbers;
    String service = gateway.twilio().messagingServiceSid();
    this.throughService = service != null && !service.isBlank();
  }

  /** Learns from every refusal that is kept and not looked at yet. */
  void apply() {
    Refusal last = new Refusal("", "", "", Instant.EPOCH, Long.MIN_VALUE);
    for (List<Refusal> page = page(last); !page.isEmpty(); page = page(last)) {
      List<Refusal> now = page;
      transaction.executeWithoutResult(status -> apply(now));
      last = page.get(page.size() - 1);
    }
  }

  private List<Refusal> page(Refusal last) {
    return jdbc.query(
        PENDING,
        Map.of("after", Times.utc(last.at()), "order", last.order()),
        (row, n) -> read(row));
  }

  private void apply(List<Refusal> page) {
    Map<String, ?> all =
        Map.of(
            "numbers", page.stream().map(Refusal::number).distinct().toList(),
            "sids", page.stream().map(Refusal::sid).toList());
    Set<String> open = new HashSet<>(jdbc.queryForList(OPEN, all, String.class));
    Map<String, Known> known = known(all);
    Map<String, List<Own>> atOnce = new HashMap<>();
    jdbc.query(
        AT_ONCE,
        all,
        row -> {
          atOnce
              .computeIfAbsent(row.getString("destination"), number -> new ArrayList<>())
              .add(new Own(row.getString("sender"), time(row, "answered_at")));
        });
    List<Refusal> closed =
        page.stream().filter(refusal -> !open.contains(refusal.number())).toList();
    ledger.optOut(
        closed.stream()
            .filter(
                refusal ->
                    known.containsKey(refusal.sid())
                        ? !known.get(refusal.sid()).refused()
                        : isOfOurSenders(refusal.sender())
                            && !isOwn(refusal, atOnce.getOrDefault(refusal.number(), List.of())))
            .map(refusal -> optOut(refusal, known.get(refusal.sid())))
            .toList());
    if (!closed.isEmpty()) {
      jdbc.update(APPLIED, Map.of("sids", closed.stream().map(Refusal::sid).toList()));
    }
  }

  /** Through a messaging service a text may be refused before a sender is chosen. */
  private boolean isOfOurSenders(String sender) {
    return sender.isEmpty() ? throughService : ours(sender) != null;
  }

  private @Nullable PhoneNumber ours(String sender) {
    PhoneNumber number = Address.phone(sender, numbers);
    return number != null && senders.of(number).isPresent() ? number : null;
  }

  /** A text of ours that was refused at once is listed under an id that nobody told us. */
  private static boolean isOwn(Refusal refusal, List<Own> own) {
    return own.stream()
        .filter(one -> refusal.sender().isEmpty() || refusal.sender().equals(one.sender()))
        .anyMatch(one -> Duration.between(one.at(), refusal.at()).abs().compareTo(CLOCKS) <= 0);
  }

  private Map<String, Known> known(Map<String, ?> page) {
    Map<String, Known> known = new HashMap<>();
    jdbc.query(
        KNOWN,
        page,
        row -> {
          known.put(
              row.getString(1), new Known(row.getLong(3), row.getLong(4), row.getInt(2) == 21610));
        });
    return known;
  }

  /** Of a text of ours that had ended otherwise, by what the list said before, the no counts. */
  private OptOut optOut(Refusal refusal, @Nullable Known known) {
    return new OptOut(
        new PhoneNumber(refusal.number()),
        known == null ? null : known.personId(),
        ours(refusal.sender()),
        refusal.at(),
        refusal.order(),
        LearnedFrom.GATEWAY_21610,
        (known == null ? "text of another program" : "message " + known.messageId())
            + ", gateway "
            + refusal.sid()
            + ", code 21610");
  }

  private static Refusal read(ResultSet row) throws SQLException {
    return new Refusal(
        row.getString("sid"),
        row.getString("number"),
        row.getString("sender"),
        time(row, "created_at"),
        row.getLong("list_order"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
