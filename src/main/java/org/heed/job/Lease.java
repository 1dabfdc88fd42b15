package org.heed.job;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.heed.storage.Connections;
import org.heed.storage.Renewal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A run's right to go on: kept alive while the run goes on, free for others once it was silent for
 * too long. Until another has taken it the run may have it back.
 */
final class Lease implements RunLock.Held {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);

  private final LeaseTable table;
  private final LeaseTable.Taken taken;
  private final Duration length;
  private final Clock clock;
  private final Connections.Server server;
  private final ScheduledExecutorService beats;
  private volatile Renewal renewed;
  private volatile boolean lost;
  private boolean told;

  /**
   * @param before when it was asked for
   * @param server given up when it has not answered for as long as the lease
   */
  Lease(
      LeaseTable table,
      LeaseTable.Taken taken,
      Duration length,
      long before,
      Clock clock,
      Connections.Server server) {
    this.table = table;
    this.taken = taken;
    this.length = length;
    this.clock = clock;
    this.server = server;
    this.renewed = new Renewal(before, clock.instant());
    this.beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease");
              thread.setDaemon(true);
              return thread;
            });
    long every = length.toMillis() / 3;
    var unused = beats.scheduleWithFixedDelay(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  /** Whether nobody can have taken it yet; asks nobody. */
  boolean held() {
    return !lost && renewed.isWithin(length, clock);
  }

  /** Since the database answered last. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - renewed.ticks());
  }

  /**
   * Passes while it is this run's; one that has run out and that nobody took is taken back.
   *
   * @throws LeaseLost when another has it
   */
  void check() {
    if (!held() && !renew()) {
      throw new LeaseLost();
    }
  }

  /** In a transaction, before its commit: nobody takes the lease until that is over. */
  void keep(JdbcTemplate transaction) {
    if (!LeaseTable.keep(taken, transaction)) {
      lost = true;
      throw new LeaseLost();
    }
  }

  private boolean renew() {
    Renewal asked = Renewal.now(clock);
    if (lost || !table.renew(taken, length)) {
      lost = true;
      return false;
    }
    renewed = asked;
    return true;
  }

  private void beat() {
    try {
      renew();
      server.resume();
      told = false;
    } catch (RuntimeException e) {
      if (!told) {
        log.info("the database does not renew the lease: {}", e.getClass().getSimpleName());
        told = true;
      }
      if (!held()) {
        server.giveUp();
      }
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
    if (server.isGivenUp()) {
      // It runs out by itself; what comes after this run asks anew.
      server.resume();
      return;
    }
    try {
      table.end(taken);
    } catch (DataAccessException e) {
      log.info("the lease cannot be given back, and runs out by itself", e);
    }
  }
}
