package org.heed.text;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.job.Progress;
import org.heed.pause.PauseWatch;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.LaneNumber;
import org.heed.queue.QueuedText;
import org.heed.queue.TextQueue;
import org.heed.storage.DatabaseAway;
import org.heed.words.Phrases;
import org.heed.worker.LanesLost;
import org.jspecify.annotations.Nullable;

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
  private final Heard replies;
  private final Share share;
  private final BooleanSupplier stopping;
  private final Window window = new Window();
  private final int[] outIn = new int[LaneNumber.COUNT];
  private @Nullable Set<Integer> lanes;
  private boolean lanesLost;
  private boolean toldToStop;
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
      Heard replies,
      Share share,
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
    this.share = share;
    this.stopping = stopping;
  }

  /**
   * Sends until the queue is empty, or it is to stop; ends when every outcome is recorded.
   *
   * @throws DatabaseAway when they could not be recorded at once
   */
  void run(long runId) throws InterruptedException {
    readAnew();
    while (out > 0 || !ended()) {
      if (share.look(lane -> outIn[lane] > 0, hasNothingLeft() && out == 0, out)) {
        readAnew();
      }
      if (faults.over() || share.stopped()) {
        stop();
      } else if (mayClaim()) {
        claim(runId);
      }
      for (Answered outcome : courier.recorded(TICK_MILLIS)) {
        recorded(outcome);
      }
      progress.add(share.doneByOthers());
      if (pauses.decide()) {
        window.forget(this::isPaused);
      }
      courier.atOnce(limit());
    }
    if (courier.halted() && !faults.over() && !share.stopped()) {
      throw new DatabaseAway(Phrases.of("run.unrecorded"));
    }
  }

  /** What is its to send has changed. */
  private void readAnew() {
    window.forget(text -> true);
    lanes = share.lanes();
    lanesLost = false;
    queue.rewind(lanes);
    more = true;
    queue.inDoubt().forEach(text -> window.close(text.lanes()));
  }

  private void recorded(Answered outcome) {
    out--;
    outcome.intent().queued().laneNumbers().forEach(lane -> outIn[lane]--);
    if (outcome.answer().kind() != Answer.Kind.HELD_BACK) {
      ahead.note();
    }
    boolean done = settle(outcome);
    if (done) {
      progress.add(1);
    }
    count(outcome);
    share.note(outcome, done);
  }

  private void stop() {
    courier.halt();
    if (!toldToStop && faults.over()) {
      toldToStop = true;
      share.stop(faults.forAll());
    }
  }

  private boolean hasNothingLeft() {
    return !more && window.waiting() == 0;
  }

  private boolean ended() {
    return !goesOn() || (hasNothingLeft() && share.over());
  }

  private boolean goesOn() {
    return !faults.over()
        && !share.stopped()
        && !replies.over()
        && !courier.halted()
        && !stopping.getAsBoolean();
  }

  private boolean mayClaim() throws InterruptedException {
    return goesOn()
        && replies.upToDate()
        && consent.upToDate()
        && !pace.paused()
        && !share.quiet()
        && share.isFresh()
        && !lanesLost;
  }

  private int limit() {
    return share.calls(concurrency.limit());
  }

  /** Claims a little more than is in flight, so that no call waits for a commit. */
  private void claim(long runId) {
    int limit = limit();
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
    Claims.Claimed claimed;
    try {
      claimed = claims.claim(turn, runId, share);
    } catch (LanesLost lost) {
      turn.forEach(window::putBack);
      lanesLost = true;
      return;
    }
    out += claimed.intents().size();
    for (Intent intent : claimed.intents()) {
      concurrency.claimed(intent.attemptId());
      intent.queued().laneNumbers().forEach(lane -> outIn[lane]++);
    }
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
        .filter(text -> !window.has(text) && isMine(text))
        .forEach(window::add);
  }

  private boolean isMine(QueuedText text) {
    Set<Integer> some = lanes;
    return some == null || some.containsAll(text.laneNumbers());
  }

  private boolean isPaused(QueuedText text) {
    return pauses.covers(text.campaignId(), text.sender());
  }

  /** What the gateway took or refused counts, whatever the reason. */
  private void count(Answered outcome) {
    QueuedText text = outcome.intent().queued();
    Answer.Kind kind = outcome.answer().kind();
    if (kind.tookOrRefused()) {
      boolean optedOut = kind == Answer.Kind.OPTED_OUT;
      pauses.count(text.campaignId(), text.sender(), text.destination(), optedOut);
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
    Duration wait = answer.retryAfter();
    if (wait != null) {
      pace.pause(1, answer);
      share.quiet(wait);
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

  /** A text of what was paused, or is another process's by now, goes no more from here. */
  private void putBack(QueuedText text) {
    if (isPaused(text) || !isMine(text)) {
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
