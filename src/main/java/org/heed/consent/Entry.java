package org.heed.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.heed.address.PhoneNumber;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** One event to be added to the ledger. */
record Entry(
    PhoneNumber number,
    @Nullable Long personId,
    SmsStatus status,
    Instant occurredAt,
    @Nullable Long listOrder,
    Instant here,
    boolean override,
    LearnedFrom learnedFrom,
    @Nullable PhoneNumber sender,
    @Nullable PhoneNumber saidFrom,
    String evidence,
    @Nullable String reason,
    @Nullable Basis basis) {
  static final String SEVERAL =
      "several people share the phone it was said from, so it counts for each of them";
  private static final long NOT_YET = Long.MAX_VALUE / 2;
  private static final int EVIDENCE = 400;
  private static final int REASON = 1000;

  /** Cuts what a column cannot hold, and the time to the gateway's whole seconds (I3). */
  Entry {
    occurredAt = occurredAt.truncatedTo(ChronoUnit.SECONDS);
    here = here.truncatedTo(ChronoUnit.SECONDS);
    evidence = Words.cut(evidence, EVIDENCE);
    reason = reason == null || reason.isBlank() ? null : Words.cut(reason, REASON);
  }

  /**
   * @param here when it was said, by this machine's clock
   * @param several whether it is the no of several people who hold the phone (O7)
   */
  static Entry of(
      OptOut said, PhoneNumber number, @Nullable Long personId, Instant here, boolean several) {
    return new Entry(
        number,
        personId,
        SmsStatus.DISABLED,
        said.occurredAt(),
        said.listOrder(),
        here,
        false,
        said.learnedFrom(),
        said.sender(),
        said.learnedFrom().saidByThePerson() ? said.phone() : null,
        said.evidence(),
        several ? SEVERAL : null,
        null);
  }

  /**
   * @param here when it was said, by this machine's clock
   */
  static Entry of(OptIn said, Instant here) {
    return new Entry(
        said.phone(),
        null,
        SmsStatus.ENABLED,
        said.occurredAt(),
        said.listOrder(),
        here,
        false,
        LearnedFrom.REPLY,
        said.sender(),
        said.phone(),
        said.evidence(),
        null,
        said.basis());
  }

  /**
   * @param evidence as {@link StaffEvidence} writes it
   */
  static Entry of(StaffLedger.Change change, PhoneNumber number, Instant at, String evidence) {
    return new Entry(
        number,
        change.personId(),
        change.status(),
        at,
        null,
        at,
        change.override() && change.status() == SmsStatus.ENABLED,
        LearnedFrom.STAFF,
        null,
        null,
        evidence,
        change.reason(),
        change.basis());
  }

  static Entry of(FileRow row, Instant at) {
    return new Entry(
        row.phone(),
        row.personId(),
        row.status(),
        at,
        null,
        at,
        false,
        LearnedFrom.IMPORT,
        null,
        null,
        row.evidence(),
        row.reason(),
        row.basis());
  }

  /** The event it will be, recorded after every one there is and before a next one. */
  ConsentEvent asEvent(int next) {
    return new ConsentEvent(
        NOT_YET + next,
        number,
        status,
        occurredAt,
        listOrder,
        here,
        override,
        learnedFrom,
        sender,
        saidFrom,
        evidence,
        basis == null ? null : basis.key());
  }
}
