package org.heed.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One process's part in one round: what it reads and says of it. How the round stands is looked at
 * four times a second, who has which lanes and what there is to tell twice a second.
 */
public final class Part {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long IDLE_MILLIS = 50;
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Membership member;
  private final Round round;
  private final RoundTable rounds;
  private final Membership.Tables tables;
  private volatile @Nullable Standing standing;
  private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;
  private long toldAt = System.nanoTime() - TELL_NANOS;
  private boolean wasIdle;
  private boolean gaveUp;
  private long done;

  Part(Membership member, Round round, RoundTable rounds, Membership.Tables tables) {
    this.member = member;
    this.round = round;
    this.rounds = rounds;
    this.tables = tables;
  }

  /**
   * How the round stands.
   *
   * @param open false: nothing more is to be begun
   * @param stopped the account or the gateway lets nothing leave
   * @param heard whether what people replied was read within the last five minutes (L1)
   * @param quiet for so long nothing may leave, as the gateway asked somebody
   * @param lastProblem the number of the latest problem; 0: there is none
   */
  public record Standing(
      boolean open, boolean stopped, boolean heard, Duration quiet, long lastProblem) {}

  public Membership member() {
    return member;
  }

  public Round round() {
    return round;
  }

  public boolean isManagers() {
    return member.isManager();
  }

  /**
   * Looks at what others do, as often as is worth it.
   *
   * @param idle whether nothing that may be done is left here
   * @param isOut whether something of a lane is on its way
   * @param takeUp called with lanes it has taken, in the transaction that takes them
   * @param tell called twice a second
   * @return true: it has other lanes than before, so the queue is to be read anew
   */
  public boolean look(
      boolean idle,
      int inFlight,
      IntPredicate isOut,
      Consumer<Collection<Integer>> takeUp,
      Consumer<Standing> tell) {
    long now = System.nanoTime();
    boolean atOnce = idle != wasIdle;
    if (now - lookedAt < LOOK_NANOS && !atOnce) {
      return false;
    }
    RoundTable.Look look = rounds.look(round);
    Standing found =
        new Standing(
            look.state() == Round.State.OPEN || look.state() == Round.State.ALONE,
            look.state() == Round.State.STOPPED,
            look.heard(),
            Duration.ofMillis(look.quietMillis()),
            look.lastProblem());
    standing = found;
    lookedAt = now;
    if (now - toldAt < TELL_NANOS && !idle && !atOnce) {
      return false;
    }
    toldAt = now;
    wasIdle = idle;
    member.stands(round.runId(), idle && !member.isLeaving(), inFlight, done);
    tell.accept(found);
    return found.open() && member.balance(round, isOut, takeUp);
  }

  /** The same for what is not on its way while it looks. */
  public boolean look(boolean idle) {
    return look(idle, 0, lane -> false, taken -> {}, found -> {});
  }

  /**
   * Works through what is in its lanes, and again when it has others, until the round is over.
   *
   * @param work does what there is; false: nothing more can be done from here
   */
  public void work(BooleanSupplier stopping, BooleanSupplier work) throws InterruptedException {
    BooleanSupplier ends = () -> over() || gaveUp || stopping.getAsBoolean();
    look(false);
    while (!ends.getAsBoolean()) {
      if (!work.getAsBoolean()) {
        giveUp();
      }
      while (!look(true) && !ends.getAsBoolean()) {
        TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
      }
    }
  }

  /** Notes that so many more are done with. */
  public void done(long more) {
    done += more;
  }

  /** Leaves the rest of this round to others. */
  public void giveUp() {
    member.takesAtMost(0);
    gaveUp = true;
  }

  public boolean gaveUp() {
    return gaveUp;
  }

  /** Whether somebody has found that nothing may leave any more. */
  public boolean stopped() {
    Standing known = standing;
    return known != null && known.stopped();
  }

  /** Whether nothing more is to be begun. */
  public boolean over() {
    Standing known = standing;
    return known != null && !known.open();
  }

  /** What people replied was read not long ago, as the manager says. */
  public boolean heard() {
    Standing known = standing;
    return known != null && known.heard();
  }

  /** Whether the gateway asked somebody to wait, and the wait is not over. */
  public boolean quiet() {
    Standing known = standing;
    return known != null && System.nanoTime() - lookedAt < known.quiet().toNanos();
  }

  /** Whether nobody has anything left, and no lane is without somebody. */
  public boolean isDone() {
    return tables.workers().isDone(round.runId(), 0);
  }

  /** How many texts others are done with. */
  public long doneByOthers() {
    return tables.workers().doneByOthers(round.runId(), member.id());
  }

  /**
   * The manager says when what people reply was read.
   *
   * @param ago so long ago
   */
  public void heard(Duration ago) {
    rounds.heard(round, ago);
  }

  /** Nothing of anybody leaves for so long: the gateway asked for it. */
  public void quiet(Duration wait) {
    rounds.quiet(round, wait);
  }

  /** Nothing of anybody leaves any more in this round. */
  public void stop() {
    rounds.stop(round);
  }

  /** Notes what the run's summary is to say. */
  public void problem(String words) {
    rounds.problem(round.runId(), words);
  }

  public List<String> problems() {
    return rounds.problems(round.runId());
  }

  /** Says how many texts were taken or refused in all (R9). */
  public void count(Map<Round.Cell, Long> texts) {
    rounds.count(round.runId(), member.id(), texts);
  }

  /** All that others counted. */
  public List<Round.Counted> countedByOthers() {
    return rounds.countedByOthers(round.runId(), member.id());
  }
}
