package org.heed.job;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param done true: the job did its work (exit 0); false: it could not (exit 1)
 * @param counted what was counted in words, without line ends
 * @param table the same as a table for a terminal; empty: there is none
 * @param notes what else there is to say, in words
 * @param summary the same as data, for {@code --json}; null: nothing was counted
 * @param problem why it could not, one line; null when done
 * @param warnings what follows a run and could not be done, in words
 */
public record JobResult(
    boolean done,
    List<String> counted,
    List<Count> table,
    List<String> notes,
    @Nullable Record summary,
    @Nullable String problem,
    List<String> warnings) {

  /**
   * One row of a table.
   *
   * @param note what to know about it; empty: nothing
   */
  public record Count(String what, long count, String note) {}

  /** A result of which nothing can be warned yet. */
  public JobResult(
      boolean done,
      List<String> counted,
      List<Count> table,
      List<String> notes,
      @Nullable Record summary,
      @Nullable String problem) {
    this(done, counted, table, notes, summary, problem, List.of());
  }

  /** A result without a table. */
  public JobResult(
      boolean done, List<String> lines, @Nullable Record summary, @Nullable String problem) {
    this(done, lines, List.of(), List.of(), summary, problem);
  }

  JobResult warned(List<String> warnings) {
    return new JobResult(done, counted, table, notes, summary, problem, warnings);
  }

  /** All of it in words, line by line. */
  public List<String> lines() {
    return Stream.of(counted, notes, warnings).flatMap(List::stream).toList();
  }
}
