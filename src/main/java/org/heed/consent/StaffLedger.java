package org.heed.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff decide about phones, in the ledger (L4). One writer at a time. */
@Component
public class StaffLedger {
  private final LedgerTable table;
  private final TransactionTemplate transaction;
  private final ReviewList replies;
  private final Institution institution;
  private final Clock clock;

  StaffLedger(
      LedgerTable table,
      TransactionTemplate transaction,
      ReviewList replies,
      Institution institution,
      Clock clock) {
    this.replies = replies;
    this.table = table;
    this.transaction = transaction;
    this.institution = institution;
    this.clock = clock;
  }

  /**
   * A decision.
   *
   * @param personId whose phones these are; null: the phone alone is meant
   * @param by who decides
   * @param override it undoes what the person said
   * @param basis on what an ENABLED rests; null: they do not say
   */
  public record Change(
      List<PhoneNumber> phones,
      @Nullable Long personId,
      SmsStatus status,
      String by,
      String reason,
      boolean override,
      @Nullable Basis basis) {

    /** One that does not say on what it rests. */
    public Change(
        List<PhoneNumber> phones,
        @Nullable Long personId,
        SmsStatus status,
        String by,
        String reason,
        boolean override) {
      this(phones, personId, status, by, reason, override, null);
    }
  }

  /** What became of one phone. */
  public enum Outcome {
    CHANGED,
    /** It had that status. */
    ALREADY,
    REFUSED
  }

  /**
   * What became of one phone, and why.
   *
   * @param why for a refusal, with the evidence and the way; else empty
   */
  public record Verdict(PhoneNumber phone, Outcome outcome, String why) {}

  /** Carries a decision out; a phone that is refused leaves the others alone. */
  public List<Verdict> decide(Change change) {
    return Objects.requireNonNull(transaction.execute(status -> decideNow(change)));
  }

  private List<Verdict> decideNow(Change change) {
    table.takeTurn();
    Instant now = clock.instant();
    Map<PhoneNumber, List<ConsentEvent>> events = table.events(change.phones());
    String evidence = evidence(change);
    Map<PhoneNumber, Verdict> verdicts = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (PhoneNumber phone : change.phones()) {
      List<ConsentEvent> before = events.getOrDefault(phone, List.of());
      String objection =
          StaffRule.objection(change.status(), before, change.override(), institution.zone());
      boolean already = StatusProjection.status(before) == change.status();
      if (objection != null) {
        verdicts.put(phone, new Verdict(phone, Outcome.REFUSED, objection));
        continue;
      }
      verdicts.put(phone, new Verdict(phone, already ? Outcome.ALREADY : Outcome.CHANGED, ""));
      // Off is kept once more: it stands against a START of before that is read later.
      if (!already
          || change.status() == SmsStatus.DISABLED
          || FileRule.isNewBasis(change.basis(), before)) {
        entries.add(Entry.of(change, phone, FileRule.afterAll(before, now), evidence));
      }
    }
    table.add(entries, clock);
    return List.copyOf(verdicts.values());
  }

  /** Of an off that follows a reply that waits for a decision, the reply too. */
  private String evidence(Change change) {
    if (change.status() == SmsStatus.DISABLED) {
      List<ReviewList.Entry> open =
          replies.of(change.phones().stream().map(PhoneNumber::e164).toList());
      if (!open.isEmpty()) {
        return StaffEvidence.of(change.by(), open.get(0), institution);
      }
    }
    return StaffEvidence.of(change.by(), change.override());
  }
}
