package org.heed.intake;

import java.time.Instant;
import org.heed.csv.FileKind;
import org.jspecify.annotations.Nullable;

/**
 * A file that was taken from the inbox.
 *
 * @param name as it was dropped
 * @param takenAs its name while it is worked on
 * @param kind null: it could not be told
 * @param state what is to be done with it next
 * @param again whether its content is taken once more on purpose
 * @param repeated how many of the rejected rows were queued or sent already (R12)
 * @param highestPerson the highest person there was before its rows were taken
 * @param loadedLine the last line whose row is committed
 * @param reason why it was rejected, or what there is to say; null: nothing
 */
public record ImportFile(
    long id,
    String name,
    String takenAs,
    @Nullable FileKind kind,
    String sha256,
    State state,
    boolean again,
    Instant takenAt,
    @Nullable Instant finishedAt,
    long rows,
    long accepted,
    long rejected,
    long repeated,
    long highestPerson,
    long loadedLine,
    @Nullable String reason) {

  /** TAKEN: to be checked. LOADING: checked, its rows are being taken. */
  public enum State {
    TAKEN,
    LOADING,
    DONE,
    REJECTED
  }

  /** A line of it as evidence: {@code people.csv line 7}. */
  public String line(long line) {
    return name + " line " + line;
  }

  /** The campaign's name before it is made unique. */
  public String campaign() {
    return name.replaceFirst("(?i)\\.(csv|xlsx)$", "");
  }
}
