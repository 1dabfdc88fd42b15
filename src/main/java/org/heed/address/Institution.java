package org.heed.address;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sends, and from where.
 *
 * @param home folder that holds {@code inbox/ done/ rejected/ reports/ db/ logs/}
 * @param country ISO 3166 code of phone numbers written without a country code
 * @param timeZone for schedules, dates in reports and phones whose zone is unknown; null: the
 *     system's
 * @param senders the institution's SMS numbers
 * @param name what the institution is called in its emails; null: not named
 */
@ConfigurationProperties("heed")
public record Institution(
    @DefaultValue("./heed-data") Path home,
    @DefaultValue("US") String country,
    @Nullable ZoneId timeZone,
    @DefaultValue List<SenderEntry> senders,
    @Nullable String name) {

  /**
   * One entry of {@code heed.senders}, as typed.
   *
   * @param number in any spelling
   * @param name what people call it; null: its number
   * @param messagesPerSecond above 0; null: no limit of its own
   */
  public record SenderEntry(
      String number, @Nullable String name, @Nullable Double messagesPerSecond) {}

  /** The institution's zone. */
  public ZoneId zone() {
    return timeZone == null ? ZoneId.systemDefault() : timeZone;
  }

  /** A time as people read it here, ISO 8601 with offset, in whole seconds. */
  public String local(Instant time) {
    return local(time, zone());
  }

  /** The same in a zone that is known. */
  public static String local(Instant time, ZoneId zone) {
    return time.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toOffsetDateTime().toString();
  }
}
