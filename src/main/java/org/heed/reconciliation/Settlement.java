package org.heed.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.heed.gateway.GatewayClock;
import org.heed.gateway.LogEntry;
import org.heed.queue.FailedText;
import org.heed.queue.LeftIntents;
import org.heed.queue.MessageStatus;
import org.heed.queue.OpenText;
import org.heed.queue.OpenTexts;
import org.heed.settings.DeliverySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles texts that had no answer from the gateway's own log (R6): found there, they went or were
 * refused; absent in two looks a proof time apart, they never went and are sent again. What the
 * second look cannot prove is for a person to decide, or sent again where the campaign says so; it
 * is looked for all the same, and not being found never sends it.
 */
@Component
public class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final LeftIntents left;
  private final OpenTexts texts;
  private final TransactionTemplate transaction;
  private final SentLog sentLog;
  private final LateResults late;
  private final Clock clock;
  private final GatewayClock gatewayClock;
  private final Duration proofAfter;

  Settlement(
      LeftIntents left,
      OpenTexts texts,
      TransactionTemplate transaction,
      SentLog sentLog,
      LateResults late,
      Clock clock,
      GatewayClock gatewayClock,
      DeliverySettings properties) {
    this.left = left;
    this.texts = texts;
    this.transaction = transaction;
    this.sentLog = sentLog;
    this.late = late;
    this.clock = clock;
    this.gatewayClock = gatewayClock;
    this.proofAfter = properties.proofAfter();
  }

  /** Every text a dead run was sending is in doubt from now on; nothing sends while this runs. */
  public void takeUpDead() {
    int dead = left.takeUp();
    if (dead > 0) {
      log.warn("{} texts were being sent when a run died; the gateway's log settles them", dead);
    }
  }

  /**
   * Looks for every text in doubt, and for those a person is to decide; of the former what is
   * proven never to have gone is queued again, so texts are to be sent after this. The latter wait
   * for that person whatever the log lacks.
   *
   * @throws org.heed.gateway.GatewayFault if the log cannot be read
   */
  public void settle() {
    settle(MessageStatus.IN_DOUBT, true);
    settle(MessageStatus.UNKNOWN, false);
  }

  /** Looks for texts in doubt; what is not found waits for {@link #settle()}. */
  public void look() {
    settle(MessageStatus.IN_DOUBT, false);
  }

  /** When the next look is due; empty: nothing is in doubt. */
  public Optional<Instant> due() {
    return texts.longestWaiting().map(at -> gatewayClock.here(at.plus(proofAfter)));
  }

  private void settle(MessageStatus status, boolean decide) {
    long last = 0;
    List<OpenText> page;
    do {
      page = texts.page(status, last, clock.instant());
      Map<PhoneNumber, List<OpenText>> byPhone = new LinkedHashMap<>();
      for (OpenText text : page) {
        byPhone.computeIfAbsent(text.to(), to -> new ArrayList<>()).add(text);
        last = text.attemptId();
      }
      byPhone.forEach((to, open) -> settle(to, open, decide));
    } while (!page.isEmpty());
  }

  private void settle(PhoneNumber to, List<OpenText> open, boolean decide) {
    List<LogEntry> rows = sentLog.to(to, since(open));
    Instant looked = gatewayClock.now();
    Search search =
        Search.of(
            open,
            rows,
            texts.taken(rows.stream().map(LogEntry::sid).toList()),
            texts::refusedBefore);
    Map<OpenText, Absence> absences = new LinkedHashMap<>();
    search.absent().stream()
        .filter(text -> decide || text.lookedAt() == null)
        .forEach(text -> absences.put(text, absence(text, looked)));
    transaction.executeWithoutResult(
        status -> {
          found(search.found());
          absences.forEach((text, absence) -> record(text, absence, looked));
        });
    log.info(
        "{} texts in doubt: {} found, {} never sent",
        open.size(),
        search.found().size(),
        absences.values().stream().filter(Absence.PROVEN::equals).count());
  }

  private static Instant since(List<OpenText> open) {
    return open.stream().map(OpenText::notBefore).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Records what the log says of texts in doubt, in the caller's transaction. */
  void found(Map<OpenText, LogEntry> found) {
    Instant now = clock.instant();
    List<FailedText> failed = new ArrayList<>();
    found.forEach(
        (text, entry) -> {
          if (entry.failed()) {
            failed.add(failure(text, entry));
          } else {
            texts.sent(text, entry, now);
          }
        });
    late.failed(failed);
  }

  private static FailedText failure(OpenText text, LogEntry entry) {
    Integer code = entry.errorCode();
    return new FailedText(
        text.attemptId(),
        text.messageId(),
        text.personId(),
        text.to(),
        text.sender(),
        code == null ? 0 : code,
        entry.sid(),
        entry.createdAt());
  }

  private void record(OpenText text, Absence absence, Instant looked) {
    Instant now = clock.instant();
    switch (absence) {
      case FIRST_LOOK -> texts.looked(text, looked);
      case TOO_EARLY -> {}
      case PROVEN -> texts.sendAgain(text, now);
      case UNPROVEN -> {
        if (text.resend()) {
          texts.sendAgain(text, now);
        } else {
          texts.unknown(text, now);
        }
      }
    }
  }

  /** What a look without a find is worth. */
  private enum Absence {
    /** The first look; a second one, a proof time later, will tell. */
    FIRST_LOOK,
    /** The proof time is not over. */
    TOO_EARLY,
    /** The log is behind: it lacks what was surely sent later. */
    UNPROVEN,
    /** It was never sent. */
    PROVEN
  }

  private Absence absence(OpenText text, Instant now) {
    Instant looked = text.lookedAt();
    if (looked == null) {
      return Absence.FIRST_LOOK;
    }
    if (looked.plus(proofAfter).isAfter(now)) {
      return Absence.TOO_EARLY;
    }
    return texts.later(text).map(later -> isListed(later, text)).orElse(true)
        ? Absence.PROVEN
        : Absence.UNPROVEN;
  }

  private boolean isListed(OpenTexts.Later later, OpenText text) {
    return sentLog.to(later.to(), text.notBefore()).stream()
        .anyMatch(entry -> entry.sid().equals(later.sid()));
  }
}
