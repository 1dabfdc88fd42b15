package org.heed.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.heed.storage.Connections;
import org.heed.storage.Holder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The processes that share a night's texts on PostgreSQL. Each has lanes of its own, and nobody
 * else's texts leave from it; the embedded database has one process, and all of this is empty.
 */
@Component
public class Workers {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final long LOOK_MILLIS = 200;
  private static final long NOBODY = 0;

  private final boolean shared;
  private final Duration lease;
  private final Clock clock;
  private final JdbcTemplate impatient;
  private final TransactionTemplate transaction;
  private final LaneTable lanes;
  private final WorkerTable table;
  private final RoundTable rounds;

  Workers(
      Connections connections,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Holder holder,
      Clock clock) {
    this.shared = !connections.embedded();
    this.lease = holder.lease();
    this.clock = clock;
    this.impatient = new JdbcTemplate(connections.impatient());
    this.transaction = transaction;
    this.lanes = new LaneTable(jdbc);
    this.table = new WorkerTable(jdbc);
    this.rounds = new RoundTable(jdbc);
  }

  /**
   * A process that takes part, or has lately.
   *
   * @param process its number on that host
   * @param manager whether it is the one whose run it is
   * @param lanes how many of the 256 it has
   * @param inFlight how many texts are on their way from it
   * @param alive false: it has been silent for longer than its lease
   */
  public record Known(
      String host,
      long process,
      boolean manager,
      Instant since,
      Instant seenAt,
      int lanes,
      int inFlight,
      boolean alive) {}

  /** Whether there can be more processes than this one. */
  public boolean shared() {
    return shared;
  }

  public List<Known> all() {
    return shared ? table.all() : List.of();
  }

  /** How many of the lanes nobody has while texts are handed out; 0: all have somebody. */
  public int lanesWithoutOwner() {
    // Of other work than texts the rest is left to the process that has the run.
    boolean texts =
        shared && rounds.current().filter(one -> one.work() == Round.Work.TEXTS).isPresent();
    return texts ? lanes.nobodys() : 0;
  }

  /** The round that is open; empty: nothing is handed out. */
  public Optional<Round> round() {
    return rounds.current();
  }

  /**
   * Takes part from now on, until it is closed.
   *
   * @param manager it does what no worker does
   * @param mostLanes how many it takes at most
   */
  public Membership join(boolean manager, int mostLanes) {
    long id = table.add(host(), manager, mostLanes, lease);
    return new Membership(
        id,
        manager,
        new Membership.Tables(table, lanes, new WorkerTable(impatient), new LaneTable(impatient)),
        rounds,
        transaction,
        lease,
        clock);
  }

  /**
   * Ends what an earlier run has handed out: whoever lives finishes what is on its way, whoever
   * sleeps has lost its lanes when it wakes. Under the run lock, before anything is settled.
   *
   * @param stopping true: nothing is waited for any more
   * @return false: it was not waited for to the end, so what others have is theirs
   */
  public boolean end(BooleanSupplier stopping) {
    return !shared || ended(rounds::closeAll, stopping);
  }

  /** The same for one round. */
  public boolean end(Round round, BooleanSupplier stopping) {
    return ended(() -> rounds.close(round), stopping);
  }

  /**
   * Has workers do what they can of a run's work, and waits for them; the rest, which is all of it
   * where no worker is alive, is the caller's.
   *
   * @param attemptsAfter the latest attempt of earlier runs
   * @param done told how many more are done with
   * @param problem told what the run's summary is to say
   */
  public void handOut(
      Round round,
      long attemptsAfter,
      BooleanSupplier stopping,
      LongConsumer done,
      Consumer<String> problem) {
    if (!shared || !shares().anybody()) {
      return;
    }
    transaction.executeWithoutResult(status -> rounds.open(round, attemptsAfter, false));
    long counted = 0;
    // Another run that has taken over while this process slept has closed it.
    for (FairShare shares = shares();
        !stopping.getAsBoolean()
            && rounds.staysOpen(round)
            && shares.anybody()
            && !table.isDone(round.runId(), shares.rest());
        shares = shares()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      long now = Math.max(counted, table.doneByOthers(round.runId(), NOBODY));
      done.accept(now - counted);
      counted = now;
    }
    ended(() -> rounds.close(round), stopping);
    rounds.problems(round.runId()).forEach(problem);
  }

  /** In a transaction, which is not committed for a run that another has taken over. */
  private boolean ended(Runnable close, BooleanSupplier stopping) {
    transaction.executeWithoutResult(status -> close.run());
    int before = -1;
    while (!stopping.getAsBoolean()) {
      int inHands = lanes.inHands();
      if (inHands == 0) {
        transaction.executeWithoutResult(status -> lanes.fence());
        return true;
      }
      if (inHands != before) {
        log.info("{} of 256 lanes are still in other hands; they are waited for", inHands);
        before = inHands;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    return false;
  }

  private FairShare shares() {
    return new FairShare(table.alive());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
