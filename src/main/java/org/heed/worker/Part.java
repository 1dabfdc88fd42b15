package org.heed.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One process's part in the texts of one run: what it reads and says of them. */
public final class Part {
  private final Membership member;
  private final long runId;
  private final RoundTable rounds;
  private final Membership.Tables tables;

  Part(Membership member, long runId, RoundTable rounds, Membership.Tables tables) {
    this.member = member;
    this.runId = runId;
    this.rounds = rounds;
    this.tables = tables;
  }

  /**
   * How the round stands.
   *
   * @param open false: nothing more is to be claimed
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

  public long runId() {
    return runId;
  }

  public boolean isManagers() {
    return member.isManager();
  }

  public Standing standing() {
    RoundTable.Look look = rounds.look(runId);
    return new Standing(
        look.state() == Round.State.OPEN || look.state() == Round.State.ALONE,
        look.state() == Round.State.STOPPED,
        look.heard(),
        Duration.ofMillis(look.quietMillis()),
        look.lastProblem());
  }

  /**
   * Says how this process stands.
   *
   * @param idle nothing of its lanes is left to be sent
   * @param done how many texts of this round it is done with
   */
  public void stands(boolean idle, int inFlight, long done) {
    member.stands(runId, idle, inFlight, done);
  }

  /** Whether nobody has anything left, and no lane is without somebody. */
  public boolean isDone() {
    return tables.workers().isDone(runId);
  }

  /** How many texts others are done with. */
  public long doneByOthers() {
    return tables.workers().doneByOthers(runId, member.id());
  }

  /**
   * The manager says when what people reply was read.
   *
   * @param ago so long ago
   */
  public void heard(Duration ago) {
    rounds.heard(runId, ago);
  }

  /** Nothing of anybody leaves for so long: the gateway asked for it. */
  public void quiet(Duration wait) {
    rounds.quiet(runId, wait);
  }

  /** Nothing of anybody leaves any more in this round. */
  public void stop() {
    rounds.stop(runId);
  }

  /** Notes what the run's summary is to say. */
  public void problem(String words) {
    rounds.problem(runId, words);
  }

  public List<String> problems() {
    return rounds.problems(runId);
  }

  /** Says how many texts were taken or refused in all (R9). */
  public void count(Map<Round.Cell, Long> texts) {
    rounds.count(runId, member.id(), texts);
  }

  /** All that others counted. */
  public List<Round.Counted> countedByOthers() {
    return rounds.countedByOthers(runId, member.id());
  }
}
