package org.heed.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.heed.gateway.GatewayFault;
import org.heed.job.Night;
import org.heed.replies.ReplyLogReader;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads on what people reply while texts go out (L1), in a thread of its own. Where that cannot be
 * done for five minutes no further text leaves: somebody may have said STOP.
 */
final class ReplyWatch implements Heard, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplyWatch.class);
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final Duration AGAIN = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LONGEST_READING_SECONDS = 90;
  private static final long LONGEST_STOP_SECONDS = 5;

  private final ReplyLogReader replies;
  private final Night night;
  private final Clock clock;
  private final BooleanSupplier stopping;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "replies");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Instant since;
  private Instant due;
  private @Nullable Future<List<String>> reading;
  private volatile boolean over;

  /**
   * @param since when the replies were read last
   */
  ReplyWatch(
      ReplyLogReader replies, Night night, Clock clock, Instant since, BooleanSupplier stopping) {
    this.replies = replies;
    this.night = night;
    this.clock = clock;
    this.since = since;
    this.due = since.plus(EVERY);
    this.stopping = stopping;
  }

  /** Begins to read where that is due; true: what people said is known, so texts may be claimed. */
  @Override
  public boolean upToDate() throws InterruptedException {
    Instant now = clock.instant();
    Future<List<String>> going = reading;
    if (going != null && going.isDone()) {
      reading = null;
      ended(going, now);
    }
    if (reading == null && !over && (!now.isBefore(due) || now.isBefore(since))) {
      reading = reader.submit(() -> replies.readFurther(this::goesOn));
    }
    return !over && !isLate(now);
  }

  @Override
  public boolean over() {
    return over;
  }

  /** When what people replied was read last. */
  Instant since() {
    return since;
  }

  private void ended(Future<List<String>> going, Instant now) throws InterruptedException {
    try {
      going.get().forEach(night::problem);
      since = replies.readAt();
      due = since.plus(EVERY);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GatewayFault fault)) {
        throw new IllegalStateException("replies cannot be read while texts go out", e.getCause());
      }
      due = now.plus(AGAIN);
      over = isLate(now);
      log.warn("replies cannot be read: {}", fault.getMessage());
      if (over) {
        night.problem(Phrases.of("run.replies.unread", fault.getMessage()));
      }
    }
  }

  private boolean isLate(Instant now) {
    return Duration.between(since, now).abs().compareTo(LONGEST) >= 0;
  }

  private boolean goesOn() {
    return !reader.isShutdown() || !stopping.getAsBoolean();
  }

  /** Ends when a reading that goes on has ended; one that is not awaited applies nothing more. */
  @Override
  public void close() {
    reader.shutdown();
    try {
      if (!reader.awaitTermination(
          stopping.getAsBoolean() ? LONGEST_STOP_SECONDS : LONGEST_READING_SECONDS,
          TimeUnit.SECONDS)) {
        log.warn("a reading of the gateway's list is given up; the next run reads it again");
        reader.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
