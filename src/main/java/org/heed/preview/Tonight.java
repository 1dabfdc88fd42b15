package org.heed.preview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.heed.schedule.JobFiles;
import org.heed.words.Phrases;
import org.heed.words.Words;

/**
 * When the messages of a file that is looked at are taken to leave.
 *
 * @param words for people
 */
public record Tonight(Instant at, String words) {
  /** With the next run of a nightly job; without one that has a time: now. */
  public static Tonight next(JobFiles jobs, Instant now, ZoneId zone) {
    return of(jobs.next("nightly", now, zone).map(JobFiles.Start::at), now, zone);
  }

  /** The same; where the jobs cannot be read, which is told elsewhere, now. */
  static Tonight after(JobFiles jobs, Instant now, ZoneId zone) {
    return of(jobs.nightAfter(now, zone), now, zone);
  }

  private static Tonight of(Optional<Instant> night, Instant now, ZoneId zone) {
    return night
        .map(at -> new Tonight(at, Phrases.of("preview.tonight", Words.time(at, zone))))
        .orElseGet(() -> now(now, zone));
  }

  /** At once. */
  public static Tonight now(Instant now, ZoneId zone) {
    return new Tonight(now, Phrases.of("preview.now", Words.time(now, zone)));
  }
}
