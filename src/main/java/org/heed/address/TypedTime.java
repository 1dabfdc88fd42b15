package org.heed.address;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.heed.words.DateOrder;
import org.heed.words.Phrases;
import org.heed.words.WrittenTime;

/** A date or a time that somebody types at a command, as their country writes it or ISO 8601. */
public final class TypedTime {
  private TypedTime() {}

  /**
   * Reads one.
   *
   * @param name what it was typed for, {@code --on}
   * @throws ConfigurationProblem when it is none, with what is expected
   */
  public static WrittenTime read(String name, String typed, ZoneId zone, String country) {
    return read(name, typed, zone, country, "");
  }

  /**
   * Reads one where something else may stand too.
   *
   * @param more what else is expected there, in words
   */
  public static WrittenTime read(
      String name, String typed, ZoneId zone, String country, String more) {
    DateOrder order = DateOrder.of(country);
    try {
      return WrittenTime.read(typed, order, zone);
    } catch (DateTimeException e) {
      throw new ConfigurationProblem(Phrases.of("typed.time." + order, name, typed, more));
    }
  }

  /** When it is over: of a day its end, not of it any more; else the moment itself. */
  public static Instant end(WrittenTime time, ZoneId zone) {
    LocalDate day = time.day();
    return day == null ? time.at() : day.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
