package org.heed.report;

import java.time.Duration;
import java.util.List;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * One figure for auditors (E7).
 *
 * @param value null: nothing is known to count
 * @param unit what is counted; {@code seconds} of a time
 * @param note what has to be said beside it; empty: nothing
 */
public record ComplianceFigure(
    String section, String name, @Nullable Long value, String unit, String note) {
  static final String SECONDS = "seconds";

  /** The one that the phrases know by these keys. */
  static ComplianceFigure of(String section, String key, @Nullable Long value, String unit) {
    String name = "compliance." + section + "." + key;
    return new ComplianceFigure(
        section(section), Phrases.of(name), value, unit, Phrases.of(name + ".note"));
  }

  static String section(String key) {
    return Phrases.of("compliance." + key);
  }

  /** The figure in a line; one that counts nothing says what has to be said. */
  public String line() {
    return name + ": " + (value == null && unit.isEmpty() ? note : words());
  }

  /** Its value as people read it. */
  public String words() {
    Long number = value;
    return number == null
        ? "\u2013"
        : unit.equals(SECONDS) ? spent(Duration.ofSeconds(number)) : Words.count(number);
  }

  /** How long something took, in its two largest units. */
  static String spent(Duration time) {
    List<String> parts =
        List.of(
            Words.count(time.toDays(), "day"),
            Words.count(time.toHoursPart(), "hour"),
            Words.count(time.toMinutesPart(), "minute"),
            Words.count(time.toSecondsPart(), "second"));
    List<Long> counts =
        List.of(
            time.toDays(),
            (long) time.toHoursPart(),
            (long) time.toMinutesPart(),
            (long) time.toSecondsPart());
    int first = 0;
    while (first < counts.size() - 1 && counts.get(first) == 0) {
      first++;
    }
    boolean alone = first == counts.size() - 1 || counts.get(first + 1) == 0;
    return parts.get(first) + (alone ? "" : " " + parts.get(first + 1));
  }
}
