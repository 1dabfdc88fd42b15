package org.heed.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param done true: the job did its work (exit 0); false: it could not (exit 1)
 * @param counted what was counted in words, without line ends
 * @param table the same as a table for a terminal; empty: there is none
 * @param notes what else there is to say, in words
 * @param summary all of it as data, for {@code --json}: strings, numbers, booleans, lists, maps
 * @param problem why it could not, one line; null when done
 */
public record JobResult(
    boolean done,
    List<String> counted,
    List<Count> table,
    List<String> notes,
    Map<String, Object> summary,
    @Nullable String problem) {

  /**
   * One row of a table.
   *
   * @param note what to know about it; empty: nothing
   */
  public record Count(String what, long count, String note) {}

  /** A result without a table. */
  public JobResult(
      boolean done, List<String> lines, Map<String, Object> summary, @Nullable String problem) {
    this(done, lines, List.of(), List.of(), summary, problem);
  }

  /** All of it in words, line by line. */
  public List<String> lines() {
    return java.util.stream.Stream.concat(counted.stream(), notes.stream()).toList();
  }
}
