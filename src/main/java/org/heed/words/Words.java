package org.heed.words;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts, times and texts as people read them. */
public final class Words {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.US);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, h:mm a", Locale.US);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, h:mm:ss a", Locale.US);

  private static final Pattern STORED =
      Pattern.compile(
          "\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z\\b|[+-]\\d\\d:\\d\\d)");
  private static final Pattern LINE = Pattern.compile("\\b(line )\\d[\\d,]*");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

  private Words() {}

  /** {@code Sat 28 Nov 2026}. */
  public static String date(TemporalAccessor date) {
    return DATE.format(date);
  }

  /** {@code Sat 28 Nov 2026, 4:56 PM}. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** {@code Sat 28 Nov 2026, 4:56:34 PM}: where the order of what happened is what is asked. */
  public static String second(Instant time, ZoneId zone) {
    return SECOND.format(time.atZone(zone));
  }

  /** A text that was stored, with the times in it as people read them. */
  public static String times(String text, ZoneId zone) {
    return STORED
        .matcher(text)
        .replaceAll(
            found -> {
              Instant at = OffsetDateTime.parse(found.group()).toInstant();
              boolean whole = at.getEpochSecond() % 60 == 0;
              return Matcher.quoteReplacement(whole ? time(at, zone) : second(at, zone));
            });
  }

  /** {@code 4:56 PM}. */
  public static String clock(LocalTime time) {
    return CLOCK.format(time);
  }

  /** {@code 1,200}. */
  public static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** {@code 1,200 messages}, {@code 1 message}: of the nouns that stand under {@code count}. */
  public static String count(long count, String noun) {
    return Phrases.of("count." + noun.replace(' ', '.'), count);
  }

  /** Its beginning, so many characters of UTF-16 at most; none is cut in two. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Its beginning as {@link #cut}, with three dots behind it if that is not all. */
  public static String begin(String text, int most) {
    String cut = cut(text, most);
    return cut.length() == text.length() ? text : cut + "...";
  }

  /** What several rows say alike: without a row's own value, and without the line it names. */
  public static String alike(String text, String value) {
    String lines = LINE.matcher(text).replaceAll("$1\u2026");
    return value.isEmpty()
        ? lines
        : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])")
            .matcher(lines)
            .replaceAll("\u2026");
  }

  /** The same on one line. */
  public static String line(String text, int most) {
    return begin(text.replaceAll("\\s+", " ").strip(), most);
  }
}
