package org.heed.report;

import java.time.Instant;
import java.util.Map;
import org.heed.queue.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is new since the last run: what got its mark after that run's and up to this one's. A row
 * that has changed between the mark and the reading waits for the mark it will get for that.
 *
 * @param after the last run's mark; 0: there was none
 * @param upTo this run's
 * @param last when the last run was; null: there was none
 */
record Delta(long after, long upTo, @Nullable Instant last) {
  static final String NEW_OPT_OUTS =
      """
      exists (select 1 from reported_opt_out d
        where d.number = v.phone and d.person_id = v.person_id and d.event_id = v.event_id
        and d.back_mark is null and d.off_mark > ? and d.off_mark <= ?)
      """;
  static final String NEW_EVENTS =
      """
      exists (select 1 from reported_event d
        where d.event_id = consent_event.id and d.mark > ? and d.mark <= ?)
      """;

  /** A hold's facts are marked by their numbers below zero. */
  static final String NEW_HOLDS =
      """
      exists (select 1 from reported_event d
        where d.event_id = -hold.id and d.mark > ? and d.mark <= ?)
      """;

  /** Whether a row that was marked with one status says nothing new with another. */
  static boolean isSame(String marked, String status) {
    return marked.equals(status)
        || (marked.equals(MessageStatus.SENT.name())
            && status.equals(MessageStatus.DELIVERED.name()));
  }

  /** Whether the parameters ask for what is new alone. */
  static boolean isAsked(Map<String, String> parameters) {
    return parameters.getOrDefault("since", "").strip().equalsIgnoreCase("last");
  }
}
