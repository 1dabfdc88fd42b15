package org.heed.text;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.heed.gateway.GatewayClock;
import org.heed.gateway.Text;
import org.heed.job.RunLock;
import org.heed.queue.AttemptIds;
import org.heed.queue.Intent;
import org.heed.queue.Intents;
import org.heed.queue.QueuedText;
import org.heed.routing.Decision;
import org.heed.routing.Router;
import org.heed.settings.DeliverySettings;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.words.OptOutLine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The consent gate: commits the intent to send, in one short transaction with the last look at
 * consent, so that nothing the ledger knows by then is overlooked (O2).
 */
@Component
class Claims {
  private final Intents intents;
  private final TransactionTemplate transaction;
  private final Router router;
  private final RunLock lock;
  private final StorageGuard guard;
  private final AttemptIds ids;
  private final Clock clock;
  private final GatewayClock gatewayClock;
  private final PersonLimit limit;
  private final @Nullable String stopLine;

  Claims(
      Intents intents,
      TransactionTemplate transaction,
      Router router,
      RunLock lock,
      StorageGuard guard,
      AttemptIds ids,
      Clock clock,
      GatewayClock gatewayClock,
      PersonLimit limit,
      DeliverySettings properties) {
    this.intents = intents;
    this.transaction = transaction;
    this.router = router;
    this.lock = lock;
    this.guard = guard;
    this.ids = ids;
    this.clock = clock;
    this.gatewayClock = gatewayClock;
    this.limit = limit;
    this.stopLine = properties.stopLine();
  }

  /**
   * What came of a claim.
   *
   * @param intents committed, to be sent now
   * @param turned texts that consent, the hour or the limit no longer lets go that way
   */
  record Claimed(List<Intent> intents, List<QueuedText> turned) {}

  /**
   * Claims texts of different lanes for one run.
   *
   * @throws org.heed.worker.LanesLost when somebody else has their lanes; nothing is claimed
   * @throws org.heed.storage.StorageFull when an intent may not survive; none of them may be sent
   */
  Claimed claim(List<QueuedText> texts, long runId, Share share) {
    return claimAt(texts, runId, share, clock.instant());
  }

  Claimed claimAt(List<QueuedText> texts, long runId, Share share, Instant now) {
    long ticks = System.nanoTime();
    lock.check();
    guard.room();
    Claimed claimed =
        guard.durably(
            () ->
                Objects.requireNonNull(
                    transaction.execute(status -> claimNow(texts, runId, share, now, ticks))),
            done -> done.intents().stream().map(Claims::committed).toList());
    claimed.intents().stream().mapToLong(Intent::attemptId).max().ifPresent(guard::readBack);
    return claimed;
  }

  private Claimed claimNow(
      List<QueuedText> texts, long runId, Share share, Instant now, long ticks) {
    share.keep(texts);
    Map<Long, Intents.Waiting> waiting = intents.waiting(texts);
    List<QueuedText> going = new ArrayList<>();
    List<QueuedText> turned = new ArrayList<>();
    Set<Long> routeAgain = new HashSet<>();
    for (QueuedText text : texts) {
      Intents.Waiting found = waiting.get(text.id());
      if (found == null) {
        turned.add(text);
      } else if (router.decide(found.phone(), now).kind() != Decision.Kind.SMS) {
        turned.add(text);
        routeAgain.add(text.id());
      } else {
        going.add(text);
      }
    }
    Set<Long> tooMany = limit.turnAway(going, waiting, now);
    List<Intent> claimed = new ArrayList<>();
    for (QueuedText text : going) {
      Intents.Waiting found = waiting.get(text.id());
      if (found == null || tooMany.contains(text.id())) {
        turned.add(text);
      } else {
        claimed.add(intent(text, found, runId, share.epoch(text), now, ticks));
      }
    }
    if (!routeAgain.isEmpty()) {
      router.routeAgain(routeAgain, now);
    }
    intents.add(claimed);
    return new Claimed(claimed, turned);
  }

  /** A repeat is the same text as the first try (R8). */
  private Intent intent(
      QueuedText text, Intents.Waiting found, long runId, long epoch, Instant now, long ticks) {
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
        gatewayClock.earliest(now),
        ticks,
        epoch,
        found.phone().basis());
  }

  private static LoggedRow committed(Intent intent) {
    return LoggedRow.of("intent", intent.queued().id(), intent.attemptId());
  }
}
