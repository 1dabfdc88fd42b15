package org.heed.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a spreadsheet shows a number: {@code 15%}, {@code 00123456}, {@code 11/30/2026}. */
final class ShownNumber {
  /** What Excel writes by its number alone. */
  private static final Map<Integer, String> BUILT_IN =
      Map.ofEntries(
          Map.entry(1, "0"),
          Map.entry(2, "0.00"),
          Map.entry(3, "#,##0"),
          Map.entry(4, "#,##0.00"),
          Map.entry(9, "0%"),
          Map.entry(10, "0.00%"),
          Map.entry(14, "m/d/yyyy"),
          Map.entry(15, "d-mmm-yy"),
          Map.entry(16, "d-mmm"),
          Map.entry(17, "mmm-yy"),
          Map.entry(18, "h:mm AM/PM"),
          Map.entry(19, "h:mm:ss AM/PM"),
          Map.entry(20, "h:mm"),
          Map.entry(21, "h:mm:ss"),
          Map.entry(22, "m/d/yyyy h:mm"),
          Map.entry(37, "#,##0"),
          Map.entry(38, "#,##0"),
          Map.entry(39, "#,##0.00"),
          Map.entry(40, "#,##0.00"));

  private static final Map<String, ShownNumber> KNOWN = new ConcurrentHashMap<>();
  private static final MathContext GENERAL = new MathContext(11, RoundingMode.HALF_UP);

  /** Colours, conditions and languages; a currency's sign stays. */
  private static final Pattern BRACKETS =
      Pattern.compile("\\[\\$([^\\]-]*)[^\\]]*\\]|\\[[^\\]]*\\]");

  /** Room as wide as a letter, and room that fills a cell. */
  private static final Pattern ROOM = Pattern.compile("_.|\\*.");

  /** Up to which number the first section is for. */
  private static final Pattern MOST = Pattern.compile("\\[<=(\\d+)\\]");

  private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|\\\\(.)");
  private static final Pattern NUMBER =
      Pattern.compile("([^0#?]*)([#0?][#0?,]*(?:\\.[0#?]+)?)([^0#?]*)");
  private static final Pattern MASK = Pattern.compile("[^.]*[0#?][^0#?,.]+[0#?][^.]*");
  private static final Pattern SECONDS = Pattern.compile("(?i)[^a-z]*s");
  private static final Pattern TIME =
      Pattern.compile("(?i)am/pm|a/p|y+|m+|d+|h+|s+(?:\\.0+)?|[^ymdhs]");

  private final String format;
  private final @Nullable DateTimeFormatter time;

  private ShownNumber(String format) {
    this.format = format;
    this.time = isTime(format) ? time(format) : null;
  }

  /**
   * The way of a format.
   *
   * @param id Excel's number of it
   * @param written as the workbook has it; null: it is one of Excel's own
   */
  static ShownNumber of(@Nullable Integer id, @Nullable String written) {
    String excels = BUILT_IN.get(id == null ? 0 : id);
    String format = excels != null ? excels : written == null ? "General" : written;
    return KNOWN.computeIfAbsent(format, ShownNumber::new);
  }

  boolean isTime() {
    return time != null;
  }

  /**
   * A time.
   *
   * @param exact as ISO 8601, whatever the format
   */
  String time(LocalDateTime at, boolean exact) {
    LocalDateTime second = at.plus(500, ChronoUnit.MILLIS).truncatedTo(ChronoUnit.SECONDS);
    if (time == null || exact) {
      return second.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? second.toLocalDate().toString()
          : second.toString();
    }
    return time.format(second);
  }

  String number(BigDecimal value) {
    String[] sections = format.split(";", -1);
    Matcher most = MOST.matcher(sections[0]);
    boolean second =
        sections.length > 1
            && (most.find()
                ? value.compareTo(new BigDecimal(most.group(1))) > 0
                : value.signum() < 0);
    String section = BRACKETS.matcher(second ? sections[1] : sections[0]).replaceAll("$1");
    String shown = ROOM.matcher(section).replaceAll("");
    String plain = LITERAL.matcher(shown).replaceAll("$1$2");
    BigDecimal absolute = second ? value.abs() : value;
    if (plain.contains("E+") || plain.contains("E-") || plain.contains("/")) {
      return general(value);
    }
    if (MASK.matcher(plain).matches()) {
      return masked(plain, absolute);
    }
    Matcher parts = NUMBER.matcher(plain);
    if (!parts.matches()) {
      return general(value);
    }
    BigDecimal counted = plain.contains("%") ? absolute.movePointRight(2) : absolute;
    DecimalFormat digits =
        new DecimalFormat(
            parts.group(2).replace('?', '#'), DecimalFormatSymbols.getInstance(Locale.ENGLISH));
    digits.setRoundingMode(RoundingMode.HALF_UP);
    return (parts.group(1) + digits.format(counted) + parts.group(3)).strip();
  }

  private static String general(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return (plain.scale() <= 0 ? plain : plain.round(GENERAL).stripTrailingZeros()).toPlainString();
  }

  /** Digits in their places, from the right: {@code (000) 000-0000}. */
  private static String masked(String mask, BigDecimal value) {
    StringBuilder left =
        new StringBuilder(value.setScale(0, RoundingMode.HALF_UP).abs().toPlainString());
    StringBuilder shown = new StringBuilder();
    int first = mask.replaceAll("[0?]", "#").indexOf('#');
    for (int i = mask.length() - 1; i >= 0; i--) {
      char c = mask.charAt(i);
      boolean digit = c == '0' || c == '#' || c == '?';
      if (!digit) {
        shown.insert(0, c);
      } else if (i == first) {
        shown.insert(0, left.isEmpty() && c == '0' ? "0" : left);
      } else if (!left.isEmpty()) {
        shown.insert(0, left.charAt(left.length() - 1));
        left.setLength(left.length() - 1);
      } else if (c == '0') {
        shown.insert(0, '0');
      }
    }
    return shown.toString().strip();
  }

  private static boolean isTime(String format) {
    String plain = LITERAL.matcher(BRACKETS.matcher(format).replaceAll("")).replaceAll("");
    return !plain.equalsIgnoreCase("general") && plain.matches("(?i).*[ymdhs].*");
  }

  private static DateTimeFormatter time(String format) {
    String section = BRACKETS.matcher(format.split(";", -1)[0]).replaceAll("");
    boolean half = section.toLowerCase(Locale.ROOT).matches(".*(am/pm|a/p).*");
    DateTimeFormatterBuilder pattern = new DateTimeFormatterBuilder();
    String plain = ROOM.matcher(LITERAL.matcher(section).replaceAll("$1$2")).replaceAll("");
    Matcher part = TIME.matcher(plain);
    char before = ' ';
    while (part.find()) {
      String one = part.group().toLowerCase(Locale.ROOT);
      char c = one.charAt(0);
      if (one.equals("am/pm") || one.equals("a/p")) {
        pattern.appendPattern("a");
      } else if ("ymdhs".indexOf(c) < 0) {
        pattern.appendLiteral(part.group());
      } else {
        boolean minutes =
            c == 'm' && (before == 'h' || SECONDS.matcher(plain.substring(part.end())).lookingAt());
        pattern.appendPattern(letters(one, c, minutes, half));
        before = c;
      }
    }
    return pattern.toFormatter(Locale.ENGLISH);
  }

  private static String letters(String one, char c, boolean minutes, boolean half) {
    return switch (c) {
      case 'y' -> one.length() > 2 ? "uuuu" : "uu";
      case 'm' -> minutes ? one : "M".repeat(Math.min(one.length(), 4));
      case 'd' -> one.length() > 2 ? "E".repeat(Math.min(one.length(), 4)) : one;
      case 'h' -> half ? one : one.replace('h', 'H');
      default -> one.replaceAll("\\..*", "");
    };
  }
}
