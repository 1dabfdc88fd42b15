package org.heed.delivery;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.heed.gateway.Answer;

/**
 * The sliding window over the queue: reads ahead, claims texts whose lane is free as soon as calls
 * have ended, and frees a lane when its outcome is committed, never before (O2). One thread.
 */
final class Dispatch {
  private static final int READ_AHEAD = 20_000;
  private static final int TICK_MILLIS = 20;

  private final TextQueue queue;
  private final Claims claims;
  private final Courier courier;
  private final Pace pace;
  private final Faults faults;
  private final int concurrency;
  private final BooleanSupplier stopping;
  private final Window window = new Window();
  private int out;
  private int limit;

  Dispatch(
      TextQueue queue,
      Claims claims,
      Courier courier,
      Pace pace,
      Faults faults,
      int concurrency,
      BooleanSupplier stopping) {
    this.queue = queue;
    this.claims = claims;
    this.courier = courier;
    this.pace = pace;
    this.faults = faults;
    this.concurrency = concurrency;
    this.stopping = stopping;
    this.limit = concurrency;
  }

  /** Sends until the queue is empty, or it is to stop; ends when every outcome is recorded. */
  void run(long runId) throws InterruptedException {
    boolean more = true;
    while (out > 0 || !ended(more)) {
      if (faults.over()) {
        courier.halt();
      } else if (!courier.halted() && !stopping.getAsBoolean()) {
        more = readAhead(more);
        claim(runId);
      }
      for (Outcome outcome : courier.recorded(TICK_MILLIS)) {
        out--;
        settle(outcome);
      }
    }
  }

  private boolean ended(boolean more) {
    return faults.over()
        || courier.halted()
        || stopping.getAsBoolean()
        || (!more && window.size() == 0);
  }

  private boolean readAhead(boolean more) {
    while (more && window.size() < READ_AHEAD) {
      List<QueuedText> page = queue.next();
      page.stream().filter(text -> !faults.stopped(text.sender())).forEach(window::add);
      more = !page.isEmpty();
    }
    return more;
  }

  /** Claims more than is in flight, so that no call waits for a commit. */
  private void claim(long runId) {
    int free = 2 * limit - out;
    if (free < Math.max(1, limit / 4)) {
      return;
    }
    window.drop(text -> faults.stopped(text.sender()));
    List<QueuedText> turn = window.take(free, pace::mayGo);
    if (turn.isEmpty()) {
      return;
    }
    Claims.Claimed claimed = claims.claim(turn, runId);
    claimed.turned().forEach(window::release);
    out += claimed.intents().size();
    courier.send(claimed.intents());
  }

  private void settle(Outcome outcome) {
    QueuedText text = outcome.intent().queued();
    Answer answer = outcome.answer();
    faults.note(outcome.intent(), answer);
    boolean back = answer.kind() == Answer.Kind.RETRY || answer.kind() == Answer.Kind.UNREACHABLE;
    if (back && !faults.over() && !courier.halted() && !stopping.getAsBoolean()) {
      int count = pace.again(text, answer);
      if (answer.kind() == Answer.Kind.UNREACHABLE) {
        pace.pause(count, answer);
      } else {
        limit = Math.max(1, limit / 2);
      }
      if (faults.mayTryAgain(count, answer)) {
        window.putBack(text);
        return;
      }
    } else if (answer.kind() == Answer.Kind.ACCEPTED && limit < concurrency) {
      limit++;
    }
    pace.done(text);
    window.release(text);
  }
}
