package org.heed.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.heed.job.Patience;
import org.heed.pause.PauseWatch;
import org.heed.queue.Answered;
import org.heed.queue.Intent;
import org.heed.queue.QueuedText;
import org.heed.queue.Recorder;
import org.heed.storage.StorageFull;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls, as many at once as the concurrency, and has one thread record their outcomes in
 * groups. No database connection is held during a call.
 */
final class Courier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int GROUP = 500;
  private static final long LONGEST_CALL_SECONDS = 90;

  private final Gateway gateway;
  private final Recorder recorder;
  private final PauseWatch pauses;
  private final LastLook lastLook;
  private final Share share;
  private final BooleanSupplier stopping;
  private final ThreadPoolExecutor callers;
  private final Thread recording;
  private final BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Answered>> recorded = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
  private volatile boolean halted;
  private volatile boolean closing;

  Courier(
      Gateway gateway,
      Recorder recorder,
      PauseWatch pauses,
      LastLook lastLook,
      Share share,
      int concurrency,
      BooleanSupplier stopping) {
    this.gateway = gateway;
    this.recorder = recorder;
    this.pauses = pauses;
    this.lastLook = lastLook;
    this.share = share;
    this.stopping = stopping;
    this.callers =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("text"));
    this.recording = named("record").newThread(this::recordAll);
    recording.start();
  }

  /** Makes so many calls at once from now on. */
  void atOnce(int calls) {
    if (calls > callers.getMaximumPoolSize()) {
      callers.setMaximumPoolSize(calls);
      callers.setCorePoolSize(calls);
    } else if (calls < callers.getMaximumPoolSize()) {
      callers.setCorePoolSize(calls);
      callers.setMaximumPoolSize(calls);
    }
  }

  /** Hands over committed intents. */
  void send(List<Intent> intents) {
    for (Intent intent : intents) {
      callers.execute(
          () -> {
            AtomicReference<@Nullable Instant> called = new AtomicReference<>();
            Answer answer = call(intent, called);
            answered.add(new Answered(intent, answer, called.get()));
          });
    }
  }

  /**
   * Outcomes that are committed by now.
   *
   * @param millis how long to wait for the first
   * @throws IllegalStateException when outcomes could not be recorded for a minute
   */
  List<Answered> recorded(long millis) throws InterruptedException {
    List<Answered> all = new ArrayList<>();
    List<Answered> first = recorded.poll(millis, TimeUnit.MILLISECONDS);
    if (first != null) {
      all.addAll(first);
      List<List<Answered>> more = new ArrayList<>();
      recorded.drainTo(more);
      more.forEach(all::addAll);
    }
    Throwable fault = broken.get();
    if (fault instanceof StorageFull full) {
      throw full;
    }
    if (fault != null) {
      throw new IllegalStateException("outcomes of texts cannot be recorded", fault);
    }
    return all;
  }

  /** Nothing handed over and not yet called leaves any more. */
  void halt() {
    halted = true;
  }

  /** True after {@link #halt}, or when outcomes could not be recorded at once. */
  boolean halted() {
    return halted;
  }

  private Answer call(Intent intent, AtomicReference<@Nullable Instant> called) {
    if (halted || stopping.getAsBoolean()) {
      return new Answer(Answer.Kind.RETRY, null, null, Phrases.of("run.stopped"), null, null, null);
    }
    if (secondsLeft(intent) == 0) {
      return Answer.heldBack();
    }
    try {
      Answer answer =
          gateway.send(
              intent.text(),
              () -> {
                // Before the look: whatever is recorded after it is recorded later.
                Instant now = lastLook.now();
                int seconds = secondsLeft(intent);
                called.set(seconds > 0 ? now : null);
                return seconds;
              });
      Duration asked = answer.retryAfter();
      if (asked != null) {
        // At once: what is claimed already would else leave before this answer is recorded.
        quietUntil.accumulateAndGet(System.nanoTime() + asked.toNanos(), Courier::later);
      }
      if (answer.kind() == Answer.Kind.ACCOUNT_FAULT) {
        halt();
      }
      return answer;
    } catch (RuntimeException | Error e) {
      log.error("a call to the gateway ended without an answer; the text is in doubt", e);
      return new Answer(
          Answer.Kind.IN_DOUBT, null, null, Phrases.of("gateway.no.answer"), null, null, null);
    }
  }

  /**
   * Looked at twice: before a connection is made, and when it stands. The gateway may have asked to
   * wait, a pause may have fallen, or the process may have slept.
   *
   * @return for how long it may still be delivered (R10); 0: it may not leave
   */
  private int secondsLeft(Intent intent) {
    QueuedText text = intent.queued();
    boolean mayLeave =
        !halted
            && System.nanoTime() - quietUntil.get() >= 0
            && !share.quiet()
            && !pauses.covers(text.campaignId(), text.sender());
    int seconds = mayLeave ? lastLook.secondsLeft(intent) : 0;
    return share.held(intent) ? seconds : 0;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** Until everything that was answered is recorded, whatever becomes of the run meanwhile. */
  private void recordAll() {
    try {
      while (!closing || !answered.isEmpty()) {
        Answered first = answered.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Answered> group = new ArrayList<>(List.of(first));
          answered.drainTo(group, GROUP - 1);
          Patience.record(() -> recorder.record(group), this::halt);
          recorded.add(group);
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      halt();
      broken.set(e);
    }
  }

  /** Ends when every call has ended and every answer is recorded, or cannot be. */
  @Override
  public void close() {
    halt();
    callers.shutdown();
    try {
      if (!callers.awaitTermination(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
        log.error("calls to the gateway did not end; their texts are settled by the next run");
      }
      closing = true;
      recording.join();
    } catch (InterruptedException e) {
      closing = true;
      Thread.currentThread().interrupt();
    }
    if (!answered.isEmpty()) {
      log.error("{} answers could not be recorded; the next run settles them", answered.size());
    }
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
