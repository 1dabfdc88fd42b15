package org.heed.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /** The same with warnings, in words; none: itself. */
  JobResult warned(List<String> warnings) {
    if (warnings.isEmpty()) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(summary);
    all.put("warnings", warnings);
    return new JobResult(
        done,
        counted,
        table,
        Stream.concat(notes.stream(), warnings.stream()).toList(),
        all,
        problem);
  }

  /** All of it in words, line by line. */
  public List<String> lines() {
    return Stream.concat(counted.stream(), notes.stream()).toList();
  }
}
