package org.heed.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.heed.address.PhoneNumber;

/** Rows of the ledger away from their table, each as its values by the names of its columns. */
public final class LedgerRows {
  private LedgerRows() {}

  /**
   * Which of one number's rows says what it is, as the ledger itself has it; empty: there is none.
   */
  public static Optional<Long> deciding(Collection<Map<String, String>> rows) {
    return StatusProjection.deciding(rows.stream().map(LedgerRows::event).toList())
        .map(ConsentEvent::id);
  }

  private static ConsentEvent event(Map<String, String> row) {
    String order = row.get("list_order");
    Instant occurred = Instant.parse(needed(row, "occurred_at"));
    return new ConsentEvent(
        Long.parseLong(needed(row, "id")),
        new PhoneNumber(needed(row, "number")),
        SmsStatus.valueOf(needed(row, "sms_status")),
        occurred,
        order == null ? null : Long.valueOf(order),
        row.containsKey("here_at") ? Instant.parse(needed(row, "here_at")) : occurred,
        "true".equals(row.get("override_of_said")),
        LearnedFrom.valueOf(needed(row, "learned_from")),
        null,
        null,
        needed(row, "evidence"),
        null);
  }

  private static String needed(Map<String, String> row, String name) {
    return Objects.requireNonNull(row.get(name), name);
  }
}
