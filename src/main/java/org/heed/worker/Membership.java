package org.heed.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.heed.queue.LaneNumber;
import org.heed.storage.Renewal;
import org.heed.storage.RowsInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One process among those that share the texts: it is kept alive by a thread of its own, and has
 * lanes. Whatever it writes of a lane says whose that is; who slept for longer than its lease finds
 * that it has none.
 */
public final class Membership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final long LONGEST_BEAT_MILLIS = 2_000;

  /** By the pool, and by connections that do not wait for a database that does not answer. */
  record Tables(
      WorkerTable workers, LaneTable lanes, WorkerTable beatWorkers, LaneTable beatLanes) {}

  private final long id;
  private final boolean manager;
  private final Tables tables;
  private final RoundTable rounds;
  private final TransactionTemplate transaction;
  private final Duration lease;
  private final Clock clock;
  private final ScheduledExecutorService beats;
  private final Map<Integer, Long> mine = new ConcurrentHashMap<>();
  private final Set<Integer> leaving = new HashSet<>();
  private volatile Renewal renewed;
  private volatile boolean lost;
  private volatile boolean forgotten;
  private boolean alone;

  Membership(
      long id,
      boolean manager,
      Tables tables,
      RoundTable rounds,
      TransactionTemplate transaction,
      Duration lease,
      Clock clock) {
    this.id = id;
    this.manager = manager;
    this.tables = tables;
    this.rounds = rounds;
    this.transaction = transaction;
    this.lease = lease;
    this.clock = clock;
    this.renewed = Renewal.now(clock);
    this.beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "worker");
              thread.setDaemon(true);
              return thread;
            });
    long every = Math.min(LONGEST_BEAT_MILLIS, lease.toMillis() / 3);
    var unused = beats.scheduleWithFixedDelay(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  public long id() {
    return id;
  }

  /** The lanes of which further texts may be claimed. */
  public Set<Integer> lanes() {
    Set<Integer> lanes = new HashSet<>(mine.keySet());
    lanes.removeAll(leaving);
    return lanes;
  }

  /** Whether nobody else can have these by now; asks nobody. */
  public boolean held(Collection<Integer> lanes) {
    return isFresh() && mine.keySet().containsAll(lanes);
  }

  /** Whether its lease is not over; asks nobody. */
  public boolean isFresh() {
    return !lost && renewed.isWithin(lease, clock);
  }

  /** Whether it has lanes that it gives back as soon as nothing of them is on its way. */
  public boolean isLeaving() {
    return !leaving.isEmpty();
  }

  /** The epoch of one of its lanes. */
  public long epoch(int lane) {
    return Objects.requireNonNullElse(mine.get(lane), 0L);
  }

  /**
   * In a transaction, before its commit: nobody takes these until that is over.
   *
   * @throws LanesLost when one of them is somebody else's
   */
  public void keep(Collection<Integer> lanes) {
    Map<Integer, Long> kept = tables.lanes().keep(id, lanes);
    for (Integer lane : lanes) {
      Long own = mine.get(lane);
      if (own == null || !own.equals(kept.get(lane))) {
        lost = true;
        throw new LanesLost();
      }
    }
  }

  /**
   * Takes what is its share and nobody's, and gives back what is more than that.
   *
   * @param isOut whether something of a lane is on its way; such a lane is kept until it is not
   * @param takeUp called with lanes it has taken, in the transaction that takes them
   * @return true: it has others than before, or has had none for a while
   */
  boolean balance(Round round, IntPredicate isOut, Consumer<Collection<Integer>> takeUp) {
    boolean anew = lost;
    Set<Integer> before = lanes();
    if (anew) {
      takeBack();
    }
    giveBack(isOut);
    int share = share();
    int has = mine.size() - leaving.size();
    if (has > share) {
      mine.keySet().stream()
          .filter(lane -> !leaving.contains(lane))
          .sorted(Comparator.reverseOrder())
          .limit(has - share)
          .toList()
          .forEach(leaving::add);
      giveBack(isOut);
    } else if (has < share && leaving.isEmpty()) {
      take(round, share - has, takeUp);
    }
    return anew || !before.equals(lanes());
  }

  /** Goes on with what nobody has taken; what was taken and is nobody's by now is taken anew. */
  private void takeBack() {
    log.warn("the lease of this process's lanes was over; it goes on with those it still has");
    Renewal asked = Renewal.now(clock);
    Map<Integer, Long> still = tables.lanes().takeBack(id, lease);
    mine.entrySet().removeIf(one -> !one.getValue().equals(still.get(one.getKey())));
    leaving.retainAll(mine.keySet());
    Set<Integer> notMine = new HashSet<>(still.keySet());
    notMine.removeAll(mine.keySet());
    if (!notMine.isEmpty()) {
      tables.lanes().free(id, notMine);
    }
    renewed = asked;
    lost = false;
  }

  private void take(Round round, int most, Consumer<Collection<Integer>> takeUp) {
    Renewal asked = Renewal.now(clock);
    Map<Integer, Long> taken;
    try {
      taken =
          Objects.requireNonNull(
              transaction.execute(
                  status -> {
                    if (!rounds.staysOpen(round)) {
                      return Map.<Integer, Long>of();
                    }
                    Map<Integer, Long> lanes = tables.lanes().take(id, most, lease);
                    if (!lanes.isEmpty()) {
                      tables.workers().busy(id, round.runId());
                      takeUp.accept(lanes.keySet());
                    }
                    return lanes;
                  }));
    } catch (DataAccessException beingRecorded) {
      if (!RowsInUse.ended(beingRecorded)) {
        throw beingRecorded;
      }
      // Whoever had them is recording what they came to; they are taken with the next look.
      return;
    }
    if (!taken.isEmpty() && mine.isEmpty()) {
      renewed = asked;
    }
    mine.putAll(taken);
  }

  private void giveBack(IntPredicate isOut) {
    List<Integer> free = leaving.stream().filter(lane -> !isOut.test(lane)).toList();
    if (!free.isEmpty()) {
      free.forEach(mine::remove);
      tables.lanes().free(id, free);
      free.forEach(leaving::remove);
    }
  }

  /** As many as the others when all are shared out; what workers do not take is the manager's. */
  private int share() {
    if (alone) {
      return LaneNumber.COUNT;
    }
    FairShare shares = new FairShare(tables.workers().alive());
    return manager ? shares.rest() : shares.of(id);
  }

  /**
   * Takes at most so many from now on.
   *
   * @param lanes 0: it leaves the rest of a round to others
   */
  public void takesAtMost(int lanes) {
    tables.workers().mostLanes(id, lanes);
  }

  /** Gives all back; nothing of them is on its way. */
  public void leave() {
    mine.clear();
    leaving.clear();
    lost = false;
    tables.lanes().freeAll(id);
    tables.workers().stands(id, null, true, 0, 0);
  }

  /** Says how it stands, for the manager and for status. */
  void stands(long runId, boolean idle, int inFlight, long done) {
    tables.workers().stands(id, runId, idle, inFlight, done);
  }

  /** What this process does of a round. */
  public Part part(Round round) {
    return new Part(this, round, rounds, tables);
  }

  /**
   * Hands a run's work out.
   *
   * @param attemptsAfter the latest attempt of earlier runs
   * @param alone to nobody: this process has all the lanes
   */
  public Part opens(Round round, long attemptsAfter, boolean alone) {
    this.alone = alone;
    transaction.executeWithoutResult(status -> rounds.open(round, attemptsAfter, alone));
    return part(round);
  }

  /** True: it slept for so long that it is not known any more; it has to join anew. */
  public boolean isForgotten() {
    return forgotten;
  }

  boolean isManager() {
    return manager;
  }

  private void beat() {
    Set<Integer> before = Set.copyOf(mine.keySet());
    Renewal asked = Renewal.now(clock);
    try {
      boolean known = tables.beatWorkers().beat(id, lease);
      Set<Integer> renewedLanes = tables.beatLanes().renew(id, lease);
      forgotten = !known;
      if (!known
          || before.stream()
              .anyMatch(lane -> !renewedLanes.contains(lane) && mine.containsKey(lane))) {
        lost = true;
      } else {
        renewed = asked;
      }
    } catch (DataAccessException e) {
      log.info("the database does not renew the lanes: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
    try {
      tables.lanes().freeAll(id);
      tables.workers().remove(id);
    } catch (DataAccessException e) {
      log.info("the lanes cannot be given back, and are free when their time is over", e);
    }
  }
}
