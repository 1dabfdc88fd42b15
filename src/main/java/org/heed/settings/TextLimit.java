package org.heed.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How many texts a person gets from all senders together (R11).
 *
 * @param most so many in any such time
 * @param within how long a text counts; by the clock that never changes, whatever a day has
 */
public record TextLimit(int most, Duration within) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})\\s+in\\s+(\\d{1,9}\\s?(?:s|m|h|d))");

  /**
   * Reads {@code heed.delivery.max-texts-per-person}.
   *
   * @return null: as many as are sent ({@code off}, {@code false}, {@code no})
   * @throws ConfigurationProblem for anything else that is no limit
   */
  static @Nullable TextLimit parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (List.of("off", "false", "no").contains(plain)) {
      return null;
    }
    Matcher form = FORM.matcher(plain);
    if (form.matches()) {
      int most = Integer.parseInt(form.group(1));
      Duration within = DurationStyle.SIMPLE.parse(form.group(2).replace(" ", ""));
      if (most > 0 && within.compareTo(SHORTEST) >= 0 && within.compareTo(LONGEST) <= 0) {
        return new TextLimit(most, within);
      }
    }
    throw new ConfigurationProblem(
        "heed.delivery.max-texts-per-person: found "
            + text
            + ", expected a number and a time such as 3 in 24h or 10 in 7d, or off");
  }

  @Override
  public String toString() {
    long seconds = within.toSeconds();
    return most
        + " in "
        + (seconds % 3600 == 0
            ? seconds / 3600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s");
  }

  /**
   * When one more text may go.
   *
   * @param texts when others went, in any order
   * @return now, or the first moment after it at which enough of them count no more
   */
  public Instant opens(Collection<Instant> texts, Instant now) {
    return texts.stream()
        .map(text -> text.plus(within))
        .filter(now::isBefore)
        .sorted(Comparator.reverseOrder())
        .skip(most - 1L)
        .findFirst()
        .orElse(now);
  }
}
