package org.heed.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Makes the calls, as many at once as the concurrency, and has one thread record their outcomes in
 * groups. No database connection is held during a call.
 */
final class Courier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int GROUP = 500;
  private static final long RECORDING_PATIENCE_SECONDS = 60;

  private final Gateway gateway;
  private final Recorder recorder;
  private final BooleanSupplier stopping;
  private final ExecutorService callers;
  private final Thread recording;
  private final BlockingQueue<Outcome> answered = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Outcome>> recorded = new ArrayBlockingQueue<>(100_000);
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
  private volatile boolean halted;

  Courier(Gateway gateway, Recorder recorder, int concurrency, BooleanSupplier stopping) {
    this.gateway = gateway;
    this.recorder = recorder;
    this.stopping = stopping;
    this.callers = Executors.newFixedThreadPool(concurrency, named("text"));
    this.recording = named("record").newThread(this::recordAll);
    recording.start();
  }

  /** Hands over committed intents. */
  void send(List<Intent> intents) {
    for (Intent intent : intents) {
      callers.execute(() -> answered.add(new Outcome(intent, call(intent))));
    }
  }

  /**
   * Outcomes that are committed by now.
   *
   * @param millis how long to wait for the first
   * @throws RuntimeException when outcomes could not be recorded for a minute
   */
  List<Outcome> recorded(long millis) throws InterruptedException {
    List<Outcome> all = new ArrayList<>();
    List<Outcome> first = recorded.poll(millis, TimeUnit.MILLISECONDS);
    if (first != null) {
      all.addAll(first);
      List<List<Outcome>> more = new ArrayList<>();
      recorded.drainTo(more);
      more.forEach(all::addAll);
    }
    RuntimeException fault = broken.get();
    if (fault != null) {
      throw fault;
    }
    return all;
  }

  /** Nothing handed over and not yet called leaves any more. */
  void halt() {
    halted = true;
  }

  /** True after {@link #halt}, or when outcomes could not be recorded for a while. */
  boolean halted() {
    return halted;
  }

  private Answer call(Intent intent) {
    if (halted || stopping.getAsBoolean()) {
      return new Answer(Answer.Kind.RETRY, null, null, "the run was stopped", null, null, null);
    }
    try {
      return gateway.send(intent.text());
    } catch (RuntimeException | Error e) {
      log.error("a call to the gateway ended without an answer; the text is in doubt", e);
      return new Answer(
          Answer.Kind.IN_DOUBT, null, null, "no answer from the gateway", null, null, null);
    }
  }

  private void recordAll() {
    List<Outcome> group = new ArrayList<>();
    try {
      while (true) {
        group.clear();
        group.add(answered.take());
        answered.drainTo(group, GROUP - 1);
        List<Outcome> done = List.copyOf(group);
        recordPatiently(done);
        recorded.put(done);
      }
    } catch (InterruptedException closed) {
      log.debug("recording ended");
    } catch (RuntimeException e) {
      halt();
      broken.set(e);
    }
  }

  private void recordPatiently(List<Outcome> group) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECORDING_PATIENCE_SECONDS);
    while (true) {
      try {
        recorder.record(group);
        return;
      } catch (DataAccessException | TransactionException e) {
        halt();
        if (System.nanoTime() > giveUp) {
          throw e;
        }
        log.warn("outcomes cannot be recorded and are offered again; no text leaves meanwhile", e);
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  @Override
  public void close() {
    halt();
    callers.shutdown();
    boolean over = false;
    try {
      over = callers.awaitTermination(90, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!over) {
      log.error("calls to the gateway did not end; their texts are settled by the next run");
    }
    recording.interrupt();
  }

  private static java.util.concurrent.ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
