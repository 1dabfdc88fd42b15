package org.heed.address;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who sends, and from where.
 *
 * @param home folder that holds {@code inbox/ done/ rejected/ reports/ db/ logs/}
 * @param zone for schedules, dates in reports and phones whose zone is unknown
 * @param name what the institution is called in its emails; null: not named
 */
public record Institution(Path home, ZoneId zone, @Nullable String name) {

  /** A time as people read it here, ISO 8601 with offset, in whole seconds. */
  public String local(Instant time) {
    return local(time, zone());
  }

  /** The same in a zone that is known. */
  public static String local(Instant time, ZoneId zone) {
    return time.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toOffsetDateTime().toString();
  }
}
