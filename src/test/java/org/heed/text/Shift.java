package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.gateway.Middleman.Fate;
import org.heed.night.NightWorker;
import org.heed.worker.Workers;
import org.jspecify.annotations.NullUnmarked;

/**
 * Who takes part in a town's night beside the process whose run it is: nobody, or up to three
 * workers, of whom one may come or go while texts are on their way.
 */
@NullUnmarked
public final class Shift implements AutoCloseable {
  private static final int MOST = 3;
  private static final long BLOCK = 1_000_000_000;

  private enum Change {
    NONE,
    ONE_COMES,
    ONE_GOES
  }

  private record Worker(AtomicBoolean ends, Future<Void> work) {}

  private final Town town;
  private final int count;
  private final Change change;
  private final int at;
  private final long before;
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService processes = Executors.newCachedThreadPool();
  private final List<Worker> workers = new ArrayList<>();

  /**
   * @param texts how many are to leave
   * @param meets told of each text before the gateway is
   */
  public Shift(Town town, Random random, int texts, Consumer<Map<String, String>> meets) {
    this.town = town;
    boolean isShared = town.heed.bean(Workers.class).shared();
    this.count = texts == 0 || !isShared || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(MOST);
    this.change =
        count == 0 || texts == 1
            ? Change.NONE
            : Change.values()[random.nextInt(Change.values().length)];
    this.at = texts > 1 ? 1 + random.nextInt(texts - 1) : 0;
    this.before = count == 0 ? 0 : nextAttempt();
    for (int n = change == Change.ONE_COMES ? 1 : 0; n < count; n++) {
      start(n);
    }
    int joined = workers.size();
    await(Duration.ofMinutes(1), () -> town.heed.count("worker where not manager") == joined);
    town.gateway.fate(
        text -> {
          meets.accept(text.form());
          if (change != Change.NONE && asked.incrementAndGet() == at) {
            change();
          }
          return Fate.PASS;
        });
  }

  /** One worker, which is there from the beginning until the end. */
  public Shift(Town town) {
    this.town = town;
    this.count = 1;
    this.change = Change.NONE;
    this.at = 0;
    this.before = 0;
    start(0);
    await(Duration.ofMinutes(1), () -> town.heed.count("worker where not manager") == 1);
  }

  private long nextAttempt() {
    return town.heed.jdbc.queryForObject(
        "select coalesce(max(next_id), 1) from id_block where name = 'attempt'", Long.class);
  }

  private void start(int number) {
    TestHeed heed = town.other(number);
    AtomicBoolean ends = new AtomicBoolean();
    Callable<Void> work =
        () -> {
          heed.bean(NightWorker.class).run(8, 256, line -> {}, ends::get);
          return null;
        };
    workers.add(new Worker(ends, processes.submit(work)));
  }

  /** Meanwhile a text is on its way; what that one comes to is the same if nobody got lanes yet. */
  private void change() {
    if (change == Change.ONE_GOES) {
      workers.get(at % workers.size()).ends().set(true);
      return;
    }
    start(0);
    await(
        Duration.ofSeconds(4),
        () ->
            town.heed.jdbc.queryForObject(
                    """
                    select count(*) from lane where owner =
                      (select max(id) from worker where not manager)
                    """,
                    Integer.class)
                > 64);
  }

  private static boolean await(Duration most, BooleanSupplier condition) {
    long giveUp = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return condition.getAsBoolean();
  }

  /** With workers the process whose run it is texts nobody, but for what one leaves behind. */
  public void took(int texts) {
    if (count > 0 && change == Change.NONE) {
      assertThat(town.heed.count("attempt where channel = 'SMS' and id >= " + (before + BLOCK)))
          .as("%s", this)
          .isEqualTo(texts);
    }
  }

  /** All have left, and nobody has met a fault. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.ends().set(true));
    processes.shutdown();
    for (Worker worker : workers) {
      try {
        worker.work().get(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(this + ": " + e, e);
      }
    }
    town.gateway.rest();
  }

  @Override
  public String toString() {
    return count == 0
        ? "alone"
        : count + " workers" + (change == Change.NONE ? "" : ", " + change + " at text " + at);
  }
}
