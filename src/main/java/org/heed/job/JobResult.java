package org.heed.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param done true: the job did its work (exit 0); false: it could not (exit 1)
 * @param lines the summary for a terminal, without line ends
 * @param summary the same as data, for {@code --json}: strings, numbers, booleans, lists, maps
 * @param problem why it could not, one line; null when done
 */
public record JobResult(
    boolean done, List<String> lines, Map<String, Object> summary, @Nullable String problem) {}
