package org.heed.text;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.job.Progress;
import org.heed.pause.PauseWatch;
import org.heed.queue.Answered;
import org.heed.queue.QueuedText;
import org.heed.queue.TextQueue;

/**
 * The sliding window over the queue: claims texts whose lanes are free as soon as calls have ended,
 * and frees a lane when its outcome is committed, never before (O2). One thread.
 */
final class Dispatch {
  private static final int READ_AHEAD = 100_000;
  private static final int TICK_MILLIS = 20;

  private final TextQueue queue;
  private final Claims claims;
  private final Courier courier;
  private final Pace pace;
  private final Faults faults;
  private final PauseWatch pauses;
  private final ConsentWatch consent;
  private final Concurrency concurrency;
  private final Ahead ahead;
  private final Progress progress;
  private final ReplyWatch replies;
  private final BooleanSupplier stopping;
  private final Window window = new Window();
  private boolean more = true;
  private int out;

  Dispatch(
      TextQueue queue,
      Claims claims,
      Courier courier,
      Pace pace,
      Faults faults,
      PauseWatch pauses,
      ConsentWatch consent,
      Concurrency concurrency,
      Ahead ahead,
      Progress progress,
      ReplyWatch replies,
      BooleanSupplier stopping) {
    this.queue = queue;
    this.claims = claims;
    this.courier = courier;
    this.pace = pace;
    this.faults = faults;
    this.pauses = pauses;
    this.consent = consent;
    this.concurrency = concurrency;
    this.ahead = ahead;
    this.progress = progress;
    this.replies = replies;
    this.stopping = stopping;
  }

  /** Sends until the queue is empty, or it is to stop; ends when every outcome is recorded. */
  void run(long runId) throws InterruptedException {
    queue.inDoubt().forEach(text -> window.close(text.lanes()));
    while (out > 0 || !ended()) {
      if (faults.over()) {
        courier.halt();
      } else if (goesOn() && replies.upToDate() && consent.upToDate() && !pace.paused()) {
        claim(runId);
      }
      for (Answered outcome : courier.recorded(TICK_MILLIS)) {
        out--;
        if (outcome.answer().kind() != Answer.Kind.HELD_BACK) {
          ahead.note();
        }
        if (settle(outcome)) {
          progress.add(1);
        }
        count(outcome);
      }
      if (pauses.decide()) {
        window.forget(this::isPaused);
      }
      courier.atOnce(concurrency.limit());
    }
    if (courier.halted() && !faults.over()) {
      faults.unrecorded();
    }
  }

  private boolean ended() {
    return !goesOn() || (!more && window.waiting() == 0);
  }

  private boolean goesOn() {
    return !faults.over() && !replies.over() && !courier.halted() && !stopping.getAsBoolean();
  }

  /** Claims a little more than is in flight, so that no call waits for a commit. */
  private void claim(long runId) {
    int limit = concurrency.limit();
    int further = Math.min(limit, ahead.count());
    int free = limit + further - out;
    if (free < Math.max(1, further / 4)) {
      return;
    }
    List<QueuedText> turn = window.take(free, this::mayGo);
    if (turn.size() < free && more && window.waiting() < READ_AHEAD) {
      List<QueuedText> page = queue.next();
      more = !page.isEmpty();
      add(page);
      turn.addAll(window.take(free - turn.size(), this::mayGo));
    }
    if (turn.isEmpty()) {
      return;
    }
    Claims.Claimed claimed = claims.claim(turn, runId);
    out += claimed.intents().size();
    claimed.intents().forEach(intent -> concurrency.claimed(intent.attemptId()));
    courier.send(claimed.intents());
    if (!claimed.turned().isEmpty()) {
      claimed.turned().forEach(window::release);
      add(queue.again(claimed.turned().stream().map(QueuedText::id).toList()));
    }
  }

  private Window.Go mayGo(QueuedText text) {
    return consent.waits(text) ? Window.Go.LATER : pace.mayGo(text);
  }

  private void add(List<QueuedText> texts) {
    texts.stream()
        .filter(text -> !faults.stopped(text.sender()) && !isPaused(text))
        .forEach(window::add);
  }

  private boolean isPaused(QueuedText text) {
    return pauses.covers(text.campaignId(), text.sender());
  }

  /** What the gateway took or refused counts, whatever the reason. */
  private void count(Answered outcome) {
    QueuedText text = outcome.intent().queued();
    switch (outcome.answer().kind()) {
      case ACCEPTED, RECIPIENT, NOT_TEXTABLE, CONTENT, EXPIRED ->
          pauses.count(text.campaignId(), text.sender(), text.destination(), false);
      case OPTED_OUT -> pauses.count(text.campaignId(), text.sender(), text.destination(), true);
      default -> {}
    }
  }

  /** Whether the text is done with, as far as this run goes. */
  private boolean settle(Answered outcome) {
    QueuedText text = outcome.intent().queued();
    Answer answer = outcome.answer();
    if (answer.kind() == Answer.Kind.HELD_BACK) {
      putBack(text);
      return false;
    }
    faults.note(outcome.intent(), answer);
    if (answer.retryAfter() != null) {
      pace.pause(1, answer);
    }
    switch (answer.kind()) {
      case RETRY, UNREACHABLE -> {
        if (goesOn() && tryAgain(outcome)) {
          putBack(text);
          return false;
        }
      }
      // It may have been a refusal: until that is known nothing goes to this person (O2).
      case IN_DOUBT -> window.close(text.lanes());
      case SENDER_FAULT -> forget(text.sender());
      case ACCEPTED -> concurrency.raise();
      default -> {}
    }
    pace.done(text);
    window.release(text);
    return true;
  }

  /** A text of what was paused meanwhile goes no more in this run. */
  private void putBack(QueuedText text) {
    if (isPaused(text)) {
      pace.done(text);
      window.release(text);
    } else {
      window.putBack(text);
    }
  }

  private void forget(PhoneNumber sender) {
    window.forget(text -> text.sender().equals(sender));
  }

  private boolean tryAgain(Answered outcome) {
    QueuedText text = outcome.intent().queued();
    Answer answer = outcome.answer();
    int count = pace.again(text, answer);
    if (answer.kind() == Answer.Kind.UNREACHABLE) {
      pace.pause(count, answer);
    } else {
      concurrency.halve(outcome.intent().attemptId());
    }
    if (faults.mayTryAgain(text.sender(), count, answer)) {
      return true;
    }
    if (faults.stopped(text.sender())) {
      forget(text.sender());
    }
    return false;
  }
}
