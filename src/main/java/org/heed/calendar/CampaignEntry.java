package org.heed.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign in the calendar.
 *
 * @param senders E.164
 * @param rows of its file
 * @param outcomes how many of them were texted, emailed ..., in that order; they add up to the rows
 * @param delivered of those texted
 * @param held why rows are held, in words, with how many, the most frequent first
 * @param next when it goes on; null: no time is known
 * @param waits what it waits for where no time is known
 * @param segments of the texts that were sent
 */
public record CampaignEntry(
    String name,
    Instant takenAt,
    List<String> senders,
    long rows,
    Map<String, Long> outcomes,
    long delivered,
    Map<String, Long> held,
    @Nullable Instant next,
    Waits waits,
    long segments) {

  /** What a campaign waits for. */
  public enum Waits {
    NOTHING,
    /** The next nightly run, whenever that is. */
    NEXT_RUN,
    /** A person who ends the pause. */
    RESUME,
    /** The gateway's log, or a person who decides. */
    ANSWER
  }

  /** How many rows came to this. */
  public long count(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
