package org.heed.gateway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the gateway's log, newest first.
 *
 * @param entries at most 1,000
 * @param next where the next page is; null: this was the last
 * @param at the gateway's clock when it answered, whole seconds; null: it did not say
 */
public record LogPage(List<LogEntry> entries, @Nullable String next, @Nullable Instant at) {

  /** Rows of one page may be out of order by seconds; a whole page is not. */
  public boolean isOlderThan(Instant time) {
    return !entries.isEmpty()
        && entries.stream().allMatch(entry -> entry.createdAt().isBefore(time));
  }
}
